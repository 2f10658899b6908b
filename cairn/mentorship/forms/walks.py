"""What is asked when two people sign, meet, are called, or end it."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.core import clock
from cairn.mentorship import policies, questions
from cairn.mentorship.models import Meeting, Mentorship
from cairn.people.models import Person


class SignForm(forms.Form):
    """One tick and one button, for the version on the page."""

    read = forms.IntegerField(widget=forms.HiddenInput)
    agreed = forms.BooleanField(
        label=_("I have read this, and I agree."),
        error_messages={"required": _("Tick the box when you have read it and agree.")},
    )


class MeetingForm(forms.Form):
    """When and how two people met; days and times are those of the person who writes."""

    met_on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    met_at = forms.TimeField(
        label=_("About when"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    mode = forms.ChoiceField(
        label=_("How you met"), choices=Meeting.Mode.choices, widget=forms.RadioSelect
    )
    is_first = False

    def __init__(self, *args: Any, mentorship: Mentorship, person: Person, **kwargs: Any) -> None:
        self.mentorship, self.zone = mentorship, ZoneInfo(person.time_zone)
        today = clock.today(person.time_zone).isoformat()
        super().__init__(*args, **kwargs)
        self.initial["met_on"] = today
        self.fields["met_on"].widget.attrs["max"] = today

    def held(self) -> dict[str, Any]:
        """Return what the action wants to know."""
        given = self.cleaned_data
        moment = datetime.combine(given["met_on"], given["met_at"], tzinfo=self.zone)
        return {"met_at": moment, "mode": Meeting.Mode(given["mode"])}

    def clean(self) -> None:
        """Ask the policy whether such a meeting can have been, while the words are still here."""
        if not self.errors:
            meeting = Meeting(mentorship=self.mentorship, is_first=self.is_first, **self.held())
            verdict = policies.is_possible(meeting)
            if not verdict:
                self.add_error("met_on", str(verdict.reason))


class FirstMeetingForm(MeetingForm):
    """The first meeting also says whether someone came along."""

    third_person = forms.ChoiceField(
        label=_("Someone from the program can come along the first time"),
        choices=[
            (Meeting.ThirdPerson.PRESENT, _("They came along")),
            (Meeting.ThirdPerson.DECLINED, _("Offered, and not wanted")),
        ],
        widget=forms.RadioSelect,
    )
    is_first = True

    def held(self) -> dict[str, Any]:
        """Return what the action wants to know, the third person too."""
        third_person = Meeting.ThirdPerson(self.cleaned_data["third_person"])
        return {**super().held(), "third_person": third_person}


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


class ContactForm(forms.Form):
    """The standard questions, in their order; only safety can't be skipped."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, label in questions.QUESTIONS.items():
            self.fields[code] = _question(code, label)


def _question(code: str, label: Any) -> forms.Field:
    if code in questions.CHOICES:
        return forms.ChoiceField(
            label=label,
            help_text=questions.HELP.get(code, ""),
            choices=questions.CHOICES[code].choices,
            required=code == "safety",
            widget=forms.RadioSelect,
        )
    return forms.CharField(
        label=label,
        required=False,
        max_length=questions.LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
