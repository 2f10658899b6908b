"""What is asked when two people sign, meet, are called, or end it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.core import clock
from cairn.mentorship import policies
from cairn.people.models import Person


class SignForm(forms.Form):
    """One tick and one button, for the version on the page."""

    read = forms.IntegerField(widget=forms.HiddenInput)
    agreed = forms.BooleanField(
        label=_("I have read this, and I agree."),
        error_messages={"required": _("Tick the box when you have read it and agree.")},
    )


class EndingForm(forms.Form):
    """Why, if one likes to say."""

    reason = forms.CharField(
        label=_("Why, if you like to say"),
        help_text=_("Only coordinators read this."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CommitmentForm(forms.Form):
    """Something small that one means to do, and by which day, if by any."""

    words = forms.CharField(
        label=_("What you mean to do"),
        help_text=_("Something small, in your own words. Only the two of you read it."),
        max_length=policies.LONGEST_COMMITMENT,
        error_messages={"required": _("Write a few words first.")},
    )
    due_on = forms.DateField(
        label=_("By when, if you like"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        self.today = clock.today(person.time_zone)
        super().__init__(*args, **kwargs)
        self.fields["due_on"].widget.attrs["min"] = self.today.isoformat()

    def clean_due_on(self) -> date | None:
        """Say at its field that a day has passed, while the words are still here."""
        due_on: date | None = self.cleaned_data["due_on"]
        if due_on and due_on < self.today:
            raise forms.ValidationError(policies.DAY_PAST)
        return due_on
