"""Adding a program, finding a person, giving a role, adding somebody with one."""

import zoneinfo
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from typing import Any, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cairn.people.models import Person
from cairn.programs.models import Program, Setting, StaffRole

_COMMON = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
)
_EVERYWHERE = "all"
_REGIONS = (
    *("Africa", "America", "Antarctica", "Arctic", "Asia"),
    *("Atlantic", "Australia", "Europe", "Indian", "Pacific"),
)

Group = tuple[str | Promise, list[tuple[str, str]]]


@cache
def time_zone_choices() -> list[Group]:
    """Return the time zones by region, the usual ones of the United States before."""
    named = sorted(zoneinfo.available_timezones())
    regions = groupby(named, key=lambda name: name.partition("/")[0])
    rest = [(key, list(map(_spelled, names))) for key, names in regions if key in _REGIONS]
    return [(_("United States"), list(map(_spelled, _COMMON))), *rest]


def _spelled(name: str) -> tuple[str, str]:
    return name, name.replace("_", " ")


class ProgramForm(forms.Form):
    """A program's name, the kind of place it lives in, its time zone."""

    name = forms.CharField(
        label=_("Name"),
        max_length=Program._meta.get_field("name").max_length,
        help_text=_("Everyone in the program sees it."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    setting = forms.ChoiceField(label=_("Kind of place"), choices=Setting.choices)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zone_choices,
        help_text=_("Days and hours are counted in it."),
    )


class SearchForm(forms.Form):
    """Words of a name."""

    words = forms.CharField(
        max_length=80, required=False, widget=forms.SearchInput({"autocomplete": "off"})
    )


class RoleForm(forms.Form):
    """What somebody is to serve as, and where."""

    kind = forms.ChoiceField(label=_("Serves as"), choices=StaffRole.Kind.choices)
    program = forms.ChoiceField(label=_("Where"))

    def __init__(self, *args: Any, programs: Iterable[Program], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programs = {str(program.pk): program for program in programs}
        named = [(key, program.name) for key, program in self.programs.items()]
        where = cast("forms.ChoiceField", self.fields["program"])
        where.choices = [(_EVERYWHERE, _("All programs")), *named]

    @property
    def given(self) -> dict[str, Any]:
        """The role, as the action takes it."""
        kind = StaffRole.Kind(self.cleaned_data["kind"])
        return {"kind": kind, "program": self.programs.get(self.cleaned_data["program"])}


class StaffForm(RoleForm):
    """Somebody who is only staff: what they are called, where an invitation finds them, a role."""

    display_name = forms.CharField(
        label=_("Name"),
        max_length=Person._meta.get_field("display_name").max_length,
        help_text=_("The name others see. It need not be the legal one."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("May stay empty: then you hand the invitation over yourself."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    field_order = ("display_name", "email", "kind", "program")

    @property
    def added(self) -> dict[str, Any]:
        """The person and the role, as the action takes them."""
        of_them = {name: self.cleaned_data[name] for name in ("display_name", "email")}
        return {**of_them, **self.given}
