"""What staff ask at a contact, what they say they will do, and when contacts are owed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.core import clock
from cairn.mentorship import policies, questions
from cairn.mentorship.models import SupportContact
from cairn.mentorship.policies import Said
from cairn.people.models import Person

_DIGITS = 3


class ContactForm(forms.Form):
    """The standard questions, in their order; only safety can't be skipped.

    Then what staff said they would do, if anything: by whom of them, and by when.
    """

    def __init__(
        self,
        *args: Any,
        contact: SupportContact,
        person: Person,
        staff: Iterable[Person],
        **kwargs: Any,
    ) -> None:
        self.contact, self.person = contact, person
        self.staff = {str(each.pk): each for each in [*staff, person]}
        super().__init__(*args, **kwargs)
        asked = questions.ALL if contact.is_review else questions.QUESTIONS
        for code, label in asked.items():
            self.fields[code] = _question(code, label)
        names = [(key, each.display_name) for key, each in self.staff.items()]
        self.fields |= _said(names, str(person.pk), clock.today(person.time_zone))

    def answers(self) -> dict[str, Any]:
        """Return what was answered."""
        return {code: self.cleaned_data.get(code, "") for code in questions.ALL}

    def said(self) -> Said | None:
        """Return what staff said they would do, if anything."""
        given = self.cleaned_data
        if not given.get("said"):
            return None
        return Said(given["said"], self.staff[given["said_who"]], given["said_by"])

    def clean(self) -> None:
        """Ask for a day and for somebody where something was said, while the words are here."""
        given = self.cleaned_data
        if self.errors or not given.get("said"):
            return
        if not given.get("said_by") or not given.get("said_who"):
            self.add_error("said_by", _("Say by when, and who of you does it."))
        elif not (verdict := policies.can_promise(self.person, self.contact, self._asked())):
            self.add_error("said_by", str(verdict.reason))

    def _asked(self) -> Said:
        given = self.cleaned_data
        return Said(given["said"], self.staff[given["said_who"]], given["said_by"])


class RhythmForm(forms.Form):
    """After how many days staff owe contacts and reviews."""

    contact_days = forms.CharField(
        label=_("Contacts in the first month, after how many days"),
        help_text=_("Numbers with commas between them. After the last one, monthly."),
        max_length=60,
    )
    review_days = forms.CharField(
        label=_("Reviews, after how many days"),
        help_text=_("Numbers with commas between them, or nothing for no reviews."),
        required=False,
        max_length=60,
    )

    def clean_contact_days(self) -> list[int]:
        """Read the numbers."""
        return _numbers(self.cleaned_data["contact_days"])

    def clean_review_days(self) -> list[int]:
        """Read the numbers."""
        return _numbers(self.cleaned_data["review_days"])


def _numbers(words: str) -> list[int]:
    parts = [part.strip() for part in words.split(",") if part.strip()]
    if not all(part.isascii() and part.isdecimal() and len(part) <= _DIGITS for part in parts):
        raise forms.ValidationError(_("Numbers of days, with commas between them."))
    return [int(part) for part in parts]


def _said(names: list[tuple[str, str]], own: str, today: date) -> dict[str, forms.Field]:
    return {
        "said": forms.CharField(
            label=_("Did you say you would do something?"),
            help_text=_("It is on Today when its day comes. Leave it empty if not."),
            required=False,
            max_length=policies.LONGEST_ERRAND,
        ),
        "said_who": forms.ChoiceField(
            label=_("Who of you does it"),
            choices=names,
            required=False,
            initial=own,
            widget=forms.Select(attrs={"dir": "auto"}),  # a name's direction stays its own
        ),
        "said_by": forms.DateField(
            label=_("By when"),
            required=False,
            widget=forms.DateInput(attrs={"type": "date", "min": today.isoformat()}),
        ),
    }


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
