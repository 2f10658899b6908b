"""What a person answers for matching: one value, stored as one encrypted block. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from cairn.people import languages as tags
from cairn.people.availability import Block

GENDERS = ("woman", "man", "nonbinary", "other", "undisclosed")
WANTED_GENDERS = ("any", "same", "woman", "man", "nonbinary")
MEETS = ("in_person", "online", "both")
PATHWAYS = (
    "twelve_step",
    "smart",
    "faith",
    "medication",
    "secular",
    "dharma",
    "moderation",
    "other",
)
SPIRITUALITIES = ("religious", "spiritual", "secular", "undisclosed")
SUBSTANCES = (
    "alcohol",
    "opioids",
    "stimulants",
    "cannabis",
    "sedatives",
    "nicotine",
    "gambling",
    "other",
)
PRIORITIES = (
    "pathway",
    "spirituality",
    "life",
    "age",
    "gender",
    "availability",
    "proximity",
    "interests",
    "career",
    "substances",
)

EARLIEST_BIRTH_YEAR = 1900
MOST_PRIORITIES = 3
USUAL_KM = 40.0


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The matching answers of one person. Every field left out means "not said".

    `languages` are BCP 47 tags, the preferred first. `time_zone` is an IANA name and
    `availability` the minutes of the week there (see `people.availability`), merged.
    `latitude` and `longitude` are decimal degrees (WGS 84), `max_km` how far they travel.
    `gender`, `wants_gender`, `meets`, `pathways`, `spirituality`, `substances` and `top_three`
    hold codes of the vocabularies above; the rest are open values, in lower case.
    """

    languages: tuple[str, ...] = ()
    gender: str = "undisclosed"
    wants_gender: str = "any"
    birth_year: int | None = None
    time_zone: str = "UTC"
    availability: tuple[Block, ...] = ()
    meets: str = "both"
    latitude: float | None = None
    longitude: float | None = None
    max_km: float = USUAL_KM
    pathways: tuple[str, ...] = ()
    spirituality: str = "undisclosed"
    substances: tuple[str, ...] = ()
    life: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    dislikes: tuple[str, ...] = ()
    occupation_field: str = ""
    career_field: str = ""
    top_three: tuple[str, ...] = ()

    @property
    def spoken(self) -> tuple[str, ...]:
        """The languages without script, region or variant, the preferred first."""
        return tuple(tags.spoken(tag) for tag in self.languages)

    def to_json(self) -> dict[str, Any]:
        """Return the answers as a plain dict of JSON values."""
        return {name: _listed(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Answers":
        """Return the answers `to_json` wrote; what is missing is unsaid, what is unknown ignored.

        Older and newer releases can so read each other's blocks.
        """
        known = {field.name for field in fields(cls)}
        return cls(**{name: _tupled(value) for name, value in stored.items() if name in known})


def _listed(value: Any) -> Any:
    return [_listed(item) for item in value] if isinstance(value, tuple) else value


def _tupled(value: Any) -> Any:
    return tuple(_tupled(item) for item in value) if isinstance(value, list) else value
