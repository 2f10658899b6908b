"""What is ticked, picked and written on the pages of matching."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.matching import words
from cairn.matching.policies import LONGEST_REASON
from cairn.matching.queries import Other
from cairn.matching.sharing import TOPICS

TOPIC_LABELS = {
    "story": _("What you wrote about yourself"),
    "languages": _("Your languages"),
    "availability": _("When you are free"),
    "meets": _("In person or online"),
    "wishes": _("What matters most to you in a mentor"),
    "interests": _("What you like, and what not"),
    "pathways": _("Your pathways"),
    "career": _("The work you hope for"),
    "life": _("What you have lived: children, service, courts"),
    "spirituality": _("How you see faith"),
    "age": _("Your year of birth"),
    "gender": _("Your gender"),
    "substances": _("What you used"),
}
"""What a mentee can tick. How long a mentor is in recovery is not among it: they are none."""


class SharesForm(forms.Form):
    """What a mentor sees of the mentee before answering: one tick a topic."""

    shares = forms.MultipleChoiceField(
        label=_("Whoever you ask sees your name here, and what you tick"),
        help_text=_("Never your legal name, nor how to reach you."),
        choices=list(TOPIC_LABELS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def ticks(self) -> Mapping[str, bool]:
        """Return yes or no for each topic that stood there."""
        ticked = self.cleaned_data["shares"]
        return {topic: topic in ticked for topic in TOPICS if topic in TOPIC_LABELS}


class PairForm(forms.Form):
    """Another mentor than the one proposed, by enrollment."""

    mentor = forms.UUIDField(required=False)


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


def _label(other: Other) -> str:
    """A mentor who could be, with the fit, and what it costs the others where that is known."""
    said = _("%(who)s, fit %(fit)d.") % {
        "who": other.mentor.person.display_name,
        "fit": words.points(other.fit),
    }
    return f"{said} {words.cost(**other.cost)}" if other.cost else str(said)
