"""The columns of a roster, and how a header is recognized."""

import re
from collections import defaultdict
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cairn.interop.roster.rows import Caution, Refusal
from cairn.interop.roster.text import tidy

COLUMNS = (
    "ref",
    "role",
    "display_name",
    "email",
    "languages",
    "gender",
    "wants_gender",
    "birth_year",
    "time_zone",
    "availability",
    "meets",
    "latitude",
    "longitude",
    "max_km",
    "pathways",
    "spirituality",
    "substances",
    "life",
    "interests",
    "dislikes",
    "occupation_field",
    "career_field",
    "top_three",
    "waiting_since",
    "recovery_since",
    "capacity",
    "caseload",
    "cleared",
    "trained",
    "paused",
    "never",
    "household",
)
REQUIRED = ("ref", "role", "display_name", "languages")
FILE = "file"
"""The column named by a refusal or caution that concerns no single column."""

_SPACING = re.compile(r"[\s_]+")
_BY_SQUEEZED_NAME = {name.replace("_", ""): name for name in COLUMNS}


@dataclass(frozen=True)
class Header:
    """Where each known column stands; a column may stand more than once.

    `places` maps a column's name to indexes of cells; `width` counts the header's cells up to
    the last that has a name.
    """

    places: dict[str, tuple[int, ...]]
    width: int
    refusals: tuple[Refusal, ...]
    cautions: tuple[Caution, ...]

    @property
    def doubled(self) -> dict[str, tuple[int, ...]]:
        """The columns that stand more than once."""
        return {column: where for column, where in self.places.items() if len(where) > 1}


def recognize(name: str) -> str | None:
    """Return the column a header cell names, without regard to case, spaces or underscores."""
    return _BY_SQUEEZED_NAME.get(_SPACING.sub("", tidy(name)).lower())


def read_header(line: int, cells: list[str]) -> Header:
    """Find the columns, name the unknown and the doubled, refuse where a required one lacks."""
    places = defaultdict[str, list[int]](list)
    names = [tidy(cell) for cell in cells]
    for place, name in enumerate(names):
        places[recognize(name) or ""].append(place)
    strange = places.pop("", [])
    width = max((place + 1 for place, name in enumerate(names) if name), default=0)
    return Header(
        {column: tuple(where) for column, where in places.items()},
        width,
        tuple(_missing(line, column) for column in REQUIRED if column not in places),
        (
            *(_strange(line, place, names[place]) for place in strange if place < width),
            *(_doubled(line, column) for column, where in places.items() if len(where) > 1),
        ),
    )


def _missing(line: int, column: str) -> Refusal:
    reason = _("This column is missing. A roster needs ref, role, display_name and languages.")
    return Refusal(line, column, reason)


def _strange(line: int, place: int, name: str) -> Caution:
    if name:
        return Caution(line, name, _("This column is not part of a roster. It is ignored."))
    reason = format_lazy(_("Column {number} has no name. It is ignored."), number=place + 1)
    return Caution(line, FILE, reason)


def _doubled(line: int, column: str) -> Caution:
    reason = _("This column stands here more than once. A row may fill one of them.")
    return Caution(line, column, reason)
