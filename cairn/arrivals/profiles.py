"""What who asks may tell, and what of it is for matching. Pure but for `tell`.

The answers are one block: `name`, `language`, `reach`, `phone`, `email`, `may_say`, `times`,
`wants_gender`, `meets`, `free` and `words`; each may be missing.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cairn.people.answers import Answers
from cairn.people.availability import DAY, DAYS, Block, merge
from cairn.people.models import Language, Person, Profile

WORKDAYS = 5


class Reach(models.TextChoices):
    """How somebody wishes to be reached."""

    PHONE = "phone", _("Call me")
    TEXT = "text", _("Send me a text message")
    MAIL = "mail", _("Send me an e-mail")
    HERE = "here", _("I come back here with my code")


class Wants(models.TextChoices):
    """Whom somebody would talk with."""

    ANY = "any", _("Anyone")
    SAME = "same", _("Someone of my own gender")
    WOMAN = "woman", _("A woman")
    MAN = "man", _("A man")
    NONBINARY = "nonbinary", _("Someone nonbinary")


class Meets(models.TextChoices):
    """Where somebody would meet."""

    BOTH = "both", _("Either is fine")
    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("By phone or online")


class Free(models.TextChoices):
    """When somebody has time, roughly."""

    MORNINGS = "mornings", _("Weekday mornings")
    AFTERNOONS = "afternoons", _("Weekday afternoons")
    EVENINGS = "evenings", _("Weekday evenings")
    WEEKENDS = "weekends", _("Weekends")


_HOURS = {
    Free.MORNINGS: (range(WORKDAYS), 8, 12),
    Free.AFTERNOONS: (range(WORKDAYS), 12, 17),
    Free.EVENINGS: (range(WORKDAYS), 17, 21),
    Free.WEEKENDS: (range(WORKDAYS, len(DAYS)), 9, 18),
}

LABELS = {
    "name": _("Called"),
    "language": _("Language"),
    "reach": _("How to reach them"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "may_say": _("You may say where you call from"),
    "times": _("Good times"),
    "wants_gender": _("Would talk with"),
    "meets": _("Would meet"),
    "free": _("Has time"),
    "words": _("In their own words"),
}
_CHOICES: dict[str, type[models.TextChoices]] = {
    "language": Language,
    "reach": Reach,
    "wants_gender": Wants,
    "meets": Meets,
    "free": Free,
}


def tell(person: Person, told: Mapping[str, Any]) -> None:
    """Keep what somebody said for matching; what they did not say counts as not said."""
    answers = answers_in(told, person)
    Profile.objects.create(
        organization_id=person.organization_id, person=person, answers_block=answers.to_json()
    )


def answers_in(told: Mapping[str, Any], person: Person) -> Answers:
    """Return the matching answers in what somebody told."""
    said = {name: told[name] for name in ("wants_gender", "meets") if told.get(name)}
    return Answers(
        languages=(person.language,),
        time_zone=person.time_zone,
        availability=merge(tuple(_blocks(told.get("free", ())))),
        **said,
    )


def spoken(told: Mapping[str, Any]) -> list[tuple[object, object]]:
    """Return what somebody told as question and answer in words, what was left out left out."""
    return [(LABELS[name], _word(name, told[name])) for name in LABELS if told.get(name)]


def _word(name: str, said: Any) -> object:
    if name == "may_say":
        return _("Yes")
    if name == "free":
        return ", ".join(str(Free(each).label) for each in said)
    return _CHOICES[name](said).label if name in _CHOICES else said


def _blocks(free: Any) -> Iterator[Block]:
    for each in free:
        days, start, end = _HOURS[Free(each)]
        yield from ((day * DAY + start * 60, day * DAY + end * 60) for day in days)
