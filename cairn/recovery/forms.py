"""What a check-in and a plan look like on a page."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.core import clock
from cairn.people.models import Person
from cairn.recovery.parts import (
    HOURS,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_SAYS,
    MOST_LINES,
    MOST_PEOPLE,
    PARTS,
    PHONE,
    Idea,
    Part,
    PlanKind,
    Section,
    fits_lines,
)
from cairn.recovery.policies import can_begin
from cairn.recovery.support import CheckIn
from cairn.ui.forms import StonesField

_OF_A_PERSON = ("name", "phone", "hours", "says")
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


class PartForm(forms.Form):
    """A part of a plan: each of its sections as lines, one thing a line, or as people in order."""

    def __init__(self, *args: Any, part: Part, written: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = part
        for section in part.sections:
            rows = written.get(section.key, [])
            if section.is_people:
                self.fields |= _people_fields(section.key, rows)
            else:
                self.fields[section.key] = _lines_field(section, rows)

    @property
    def lines(self) -> list[forms.BoundField]:
        """The fields of lines."""
        return [field for field in self if "-" not in field.name]

    @property
    def people(self) -> list[list[forms.BoundField]]:
        """The fields of each person together."""
        found: dict[str, list[forms.BoundField]] = {}
        for field in self:
            who, is_of_person, _name = field.name.partition("-")
            if is_of_person:
                found.setdefault(who, []).append(field)
        return list(found.values())

    def said(self) -> dict[str, Any]:
        """Return what each section holds now."""
        return {
            section.key: self._people(section.key)
            if section.is_people
            else self.cleaned_data[section.key].splitlines()
            for section in self.part.sections
        }

    def clean(self) -> dict[str, Any]:
        """Say beside the field how much fits."""
        for section in self.part.sections:
            written = self.cleaned_data.get(section.key, "")
            if not fits_lines(written.splitlines()):
                self.add_error(section.key, _("That is more than fits. Please write less here."))
        return self.cleaned_data

    def _people(self, key: str) -> list[dict[str, str]]:
        """Return the people in the order that was chosen."""
        rows = [
            {name: self.cleaned_data[f"{key}_{n}-{name}"] for name in (*_OF_A_PERSON, "place")}
            for n in range(1, MOST_PEOPLE + 1)
            if f"{key}_{n}-name" in self.fields
        ]
        ordered = sorted(rows, key=lambda row: int(row["place"]))
        return [{name: row[name] for name in _OF_A_PERSON} for row in ordered]


def _lines_field(section: Section, rows: Sequence[str]) -> forms.CharField:
    return forms.CharField(
        label=section.title,
        help_text=section.help or _("One thing a line."),
        initial="\n".join(rows),
        required=False,
        max_length=MOST_LINES * LONGEST_LINE,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def _people_fields(key: str, rows: Sequence[Mapping[str, str]]) -> dict[str, forms.Field]:
    """Return the fields of those who are written down, and of one more; of two at least."""
    shown = min(max(len(rows) + 1, 2), MOST_PEOPLE)
    places = [(str(n), str(n)) for n in range(1, shown + 1)]
    found: dict[str, forms.Field] = {}
    for n in range(1, shown + 1):
        row = rows[n - 1] if n <= len(rows) else {}
        fields = _person_fields(row) | {"place": _place_field(n, places)}
        found |= {f"{key}_{n}-{name}": field for name, field in fields.items()}
    return found


def _person_fields(row: Mapping[str, str]) -> dict[str, forms.Field]:
    optional: dict[str, Any] = {"required": False}
    return {
        "name": forms.CharField(
            label=_("Name"), initial=row.get("name"), max_length=LONGEST_NAME, **optional
        ),
        "phone": forms.RegexField(
            PHONE,
            label=_("Phone"),
            initial=row.get("phone"),
            error_messages={"invalid": _("Only digits, spaces and + are kept in a number.")},
            widget=forms.TextInput(attrs={"type": "tel"}),
            **optional,
        ),
        "hours": forms.ChoiceField(
            label=_("When they answer"), initial=row.get("hours"), choices=HOURS.items(), **optional
        ),
        "says": forms.CharField(
            label=_("What they told you"),
            help_text=_("You see it when you are about to call: “Wake me, I mean it.”"),
            initial=row.get("says"),
            max_length=LONGEST_SAYS,
            **optional,
        ),
    }


def _place_field(n: int, places: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Place in the order"), initial=str(n), choices=places)


class IdeaForm(forms.Form):
    """A line for a section of a plan that is shared."""

    mentorship = forms.UUIDField(widget=forms.HiddenInput)
    place = forms.ChoiceField(label=_("For which part"))
    words = forms.CharField(
        label=_("Your idea, in a line"),
        help_text=_("They take it or leave it. You are not told which."),
        max_length=LONGEST_LINE,
    )

    def __init__(self, *args: Any, kinds: Sequence[str] = tuple(PlanKind), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["place"])
        field.choices = [(PlanKind(kind).label, list(_sections_of(kind))) for kind in kinds]

    def idea(self) -> Idea:
        """Return it as a value."""
        kind, _colon, section = self.cleaned_data["place"].partition(":")
        return Idea(kind, section, self.cleaned_data["words"])


def _sections_of(kind: str) -> Iterator[tuple[str, Any]]:
    for part in PARTS[kind]:
        for section in part.sections:
            if not section.is_people:
                is_alone = len(part.sections) == 1
                words = section.title if is_alone else f"{part.title}: {section.title}"
                yield f"{kind}:{section.key}", words


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
