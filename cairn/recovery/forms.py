"""What a check-in and a plan look like on a page."""

from datetime import date, datetime, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.core import clock
from cairn.people.models import Person
from cairn.recovery.models import CopingPlan
from cairn.recovery.policies import can_begin
from cairn.recovery.support import CheckIn
from cairn.ui.forms import StonesField

_PEOPLE = 3
_ROWS = ("mood", "craving", "connection", "sleep")


class CheckInForm(forms.Form):
    """Four rows, each may be skipped; a few words; for now or for yesterday."""

    mood = StonesField(
        label=_("Mood"),
        words=[_("very low"), _("low"), _("so-so"), _("good"), _("very good")],
        ends=_("low to good"),
    )
    craving = StonesField(
        label=_("Craving"),
        words=[_("none"), _("slight"), _("some"), _("strong"), _("very strong")],
        ends=_("none to strong"),
    )
    connection = StonesField(
        label=_("Company"),
        words=[_("alone"), _("rather alone"), _("some"), _("close"), _("very close")],
        ends=_("alone to close"),
    )
    sleep = StonesField(
        label=_("Sleep"),
        words=[_("bad"), _("poor"), _("so-so"), _("good"), _("very good")],
        ends=_("bad to good"),
    )
    words = forms.CharField(
        label=_("A few words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    yesterday = forms.BooleanField(label=_("This was yesterday"), required=False)

    def answers(self) -> CheckIn:
        """Return the four rows as a value."""
        return CheckIn(**{row: self.cleaned_data[row] for row in _ROWS})

    def moment(self) -> datetime:
        """Return when it was: now, or a day ago."""
        return clock.now() - timedelta(days=1 if self.cleaned_data["yesterday"] else 0)


def said(row: str, value: int | None) -> tuple[str, str] | None:
    """Return a row of a check-in and what was chosen, in words; None where it was skipped."""
    field = CheckInForm.base_fields[row]
    if value is None:
        return None
    choices = cast("list[tuple[str, str]]", cast("forms.ChoiceField", field).choices)
    return str(field.label), str(choices[value - 1][1])


class PlanForm(forms.Form):
    """One's own plan: steps, one a line, the first one first; and up to three people."""

    steps = forms.CharField(
        label=_("What helps, one thing a line"),
        help_text=_("Put first what you want to see first on a hard night."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(1, _PEOPLE + 1):
            self.fields[f"name_{place}"] = forms.CharField(
                label=_("Person %(place)d: name") % {"place": place},
                required=False,
                max_length=80,
            )
            self.fields[f"phone_{place}"] = forms.RegexField(
                r"^[\d+ ()./-]{3,30}$",
                label=_("Person %(place)d: phone") % {"place": place},
                required=False,
                error_messages={"invalid": _("Only digits, spaces and + are kept in a number.")},
                widget=forms.TextInput(attrs={"type": "tel"}),
            )

    @staticmethod
    def initial_of(plan: CopingPlan | None) -> dict[str, str]:
        """Return what a written plan looks like in the form."""
        block = plan.block if plan else {}
        people = enumerate(block.get("people", []), start=1)
        filled = {"steps": "\n".join(block.get("steps", []))}
        for place, row in people:
            filled |= {f"name_{place}": row["name"], f"phone_{place}": row.get("phone", "")}
        return filled

    def steps_written(self) -> list[str]:
        """Return the steps, empty lines left out."""
        return [line.strip() for line in self.cleaned_data["steps"].splitlines() if line.strip()]

    def people_named(self) -> list[dict[str, str]]:
        """Return the people that have a name."""
        named = (
            {"name": self.cleaned_data[f"name_{n}"], "phone": self.cleaned_data[f"phone_{n}"]}
            for n in range(1, _PEOPLE + 1)
        )
        return [row for row in named if row["name"]]


class StartForm(forms.Form):
    """Since when."""

    started_on = forms.DateField(
        label=_("Since which day?"),
        help_text=_("Only you see it. You can change your mind at any time."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_started_on(self) -> date:
        """Say beside the field what the policy says."""
        day: date = self.cleaned_data["started_on"]
        verdict = can_begin(self.person, day)
        if not verdict:
            raise forms.ValidationError(verdict.reason)
        return day
