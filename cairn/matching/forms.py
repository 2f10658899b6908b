"""What is ticked, picked and written on the pages of matching."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Self, cast

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from cairn.consent.kinds import BEFORE_YES
from cairn.matching import words
from cairn.matching.engine import Settings, Unusable, Weights
from cairn.matching.engine.values import WEEK
from cairn.matching.policies import LONGEST_REASON
from cairn.matching.queries import Other
from cairn.matching.vocabulary import BONDS, Words
from cairn.people.avoiding import LONGEST
from cairn.ui.templatetags.ui import name


def _whole(label: Words, most: int, help_text: Words = "") -> forms.IntegerField:
    said: Any = {"label": label, "help_text": help_text}
    return forms.IntegerField(min_value=0, max_value=most, **said)


class SharesForm(forms.Form):
    """What a mentor sees of the mentee before answering: one tick a topic."""

    shares = forms.MultipleChoiceField(
        label=_("Whoever you ask sees your name here, and what you tick"),
        help_text=_("Never your legal name, nor how to reach you."),
        choices=[(kind.value, kind.label) for kind in BEFORE_YES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def ticks(self) -> Mapping[str, bool]:
        """Return yes or no for each topic that stood there."""
        ticked = self.cleaned_data["shares"]
        return {kind.value: kind in ticked for kind in BEFORE_YES}


class AvoidedForm(forms.Form):
    """Whom somebody is never to be matched with, and what they are to them."""

    called = forms.CharField(
        label=_("Their name, or their e-mail"),
        help_text=_(
            "The name people call them by: it holds for everyone who goes by it. An e-mail means"
            " one person."
        ),
        max_length=LONGEST,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    bond = forms.ChoiceField(
        label=_("Who they are to you"), choices=list(BONDS.items()), required=False
    )


class PairForm(forms.Form):
    """Another mentor than the one proposed, by enrollment."""

    mentor = forms.UUIDField(required=False)


class WeighingForm(forms.Form):
    """How a program weighs: what each part of the fit is worth, and what a pair must have."""

    top_three, pathway, life, availability, proximity, interests, career = (
        _whole(label, 1000) for label in words.PARTS.values()
    )
    floor = _whole(_("Least fit of a pair, of 100"), 100)
    shared_minutes = _whole(_("Least time both are free, minutes a week"), WEEK)
    recovery_days = _whole(_("Least time in recovery of a mentor, days"), 36_525, _("0 is none."))
    waiting_credit_per_week = _whole(
        _("Points for each week of waiting"),
        10_000,
        _("They decide who comes first, never who with. One point of fit is worth 100."),
    )
    waiting_credit_most = _whole(_("Points for waiting, at most"), 100_000)

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the form filled with how a program weighs."""
        values = asdict(settings)
        return cls(initial=values | values["weights"])

    @property
    def parts(self) -> list[forms.BoundField]:
        """The seven weights."""
        return [self[name] for name, _worth in Weights().items()]

    @property
    def rules(self) -> list[forms.BoundField]:
        """What a pair must have, and what waiting is worth."""
        names = {name for name, _worth in Weights().items()}
        return [self[name] for name in self.fields if name not in names]

    def clean(self) -> dict[str, Any]:
        """Keep the settings as the engine takes them; say what it says where it does not."""
        found = dict(super().clean() or {})
        if not self.errors:
            weights = {name: found.pop(name) for name, _worth in Weights().items()}
            try:
                found["settings"] = Settings.from_mapping({**found, "weights": weights})
            except Unusable:
                self.add_error("top_three", _("At least one weight must be above zero."))
        return found


class OverrideForm(forms.Form):
    """Another mentor, and why."""

    mentor = forms.TypedChoiceField(label=_("Who instead"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("A sentence or two. It is kept with the proposal; the two never see it."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, others: Sequence[Other], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mentors = {str(each.mentor.pk): each for each in others}
        field = cast("forms.TypedChoiceField", self.fields["mentor"])
        field.choices = [(pk, _label(each)) for pk, each in mentors.items()]
        field.coerce = lambda pk: mentors[pk].mentor


def _label(other: Other) -> SafeString:
    """A mentor who could be, with the fit, and what it costs the others where that is known."""
    who = name(other.mentor.person.display_name)
    said = _("%(who)s, fit %(fit)d.") % {"who": who, "fit": words.points(other.fit)}
    label = mark_safe(said)  # noqa: S308 - the name was escaped by `name`
    return format_html("{} {}", label, words.cost(**other.cost)) if other.cost else label
