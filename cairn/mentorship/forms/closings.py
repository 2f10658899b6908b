"""What is asked when two people end well: a day, a letter, a wish, a few questions."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.mentorship import exits, policies
from cairn.mentorship.models import Farewell, Mentorship
from cairn.people.models import Person


class ClosingForm(forms.Form):
    """The day of the last meeting."""

    last_on = forms.DateField(
        label=_("The day of your last meeting"),
        help_text=_("Nothing ends by itself on that day. You can change it, or go on after all."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, person: Person, walk: Mentorship, **kwargs: Any) -> None:
        self.person, self.walk = person, walk
        super().__init__(*args, **kwargs)
        if not walk.has(person):
            self.fields["last_on"].label = _("The day of their last meeting")
            self.fields["last_on"].help_text = _(
                "Nothing ends by itself on that day. They can change it, or go on after all."
            )

    def clean_last_on(self) -> date:
        """Say at its field that a day can not be, while it is still here."""
        last_on: date = self.cleaned_data["last_on"]
        verdict = policies.can_plan_closing(self.person, self.walk, last_on)
        if not verdict and verdict.code == "not_to_come":
            raise forms.ValidationError(str(verdict.reason))
        return last_on


class LetterForm(forms.Form):
    """A letter that stays."""

    words = forms.CharField(
        label=_("Your letter"),
        help_text=_("What you want them to know and to keep. Nobody reads it until you give it."),
        required=False,
        max_length=policies.LONGEST_LETTER,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class ContactWishForm(forms.Form):
    """What contact one wishes for afterwards."""

    contact = forms.ChoiceField(
        label=_("What contact would you like afterwards?"),
        help_text=_("You both read what holds once you both have said. The lesser wish holds."),
        choices=Farewell.Contact.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these.")},
    )


class ExitForm(forms.Form):
    """The questions after an ending; each can be left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, label in exits.EXIT_QUESTIONS.items():
            self.fields[code] = _asked(code, label)


def _asked(code: str, label: Any) -> forms.Field:
    if code == "again":
        return forms.ChoiceField(
            label=label, choices=exits.Again.choices, required=False, widget=forms.RadioSelect
        )
    return forms.CharField(
        label=label,
        required=False,
        max_length=exits.LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
