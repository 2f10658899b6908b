"""What people let each other see before they meet, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from cairn.matching import words
from cairn.matching.vocabulary import MEETS, WISHES, language, listed, said
from cairn.people import availability
from cairn.people.answers import Answers

Words = str | Promise


def in_short(years: int | None, answers: Answers, topics: frozenset[str]) -> str:
    """Return a mentor in a line: “9 years in recovery. Works in food.”; empty when all is kept."""
    return " ".join(_in_short(years, answers, topics))


def facts(
    answers: Answers, topics: frozenset[str], shared_minutes: int | None
) -> list[tuple[str, str]]:
    """Return what a mentee lets a mentor see: a name and words for each thing that was told."""
    told = [(str(label), say(answers)) for topic, (label, say) in _FACTS.items() if topic in topics]
    if shared_minutes is not None:
        told.insert(0, (_("Free when you are"), _a_week(shared_minutes)))
    return [(label, what) for label, what in told if what]


def _in_short(years: int | None, answers: Answers, topics: frozenset[str]) -> Iterator[str]:
    if years:
        yield ngettext("%(years)d year in recovery.", "%(years)d years in recovery.", years) % {
            "years": years
        }
    if answers.occupation_field and "career" in topics:
        yield _("Works in %(field)s.") % {"field": said("career", answers.occupation_field)}
    if answers.life and "life" in topics:
        yield _("Knows %(life)s.") % {"life": _values(answers.life, "life")}


def _a_week(minutes: int) -> str:
    return _("%(time)s a week") % {"time": words.span(minutes)}


def _values(codes: tuple[str, ...], trait: str) -> str:
    return listed(said(trait, code) for code in codes)


def _times(answers: Answers) -> str:
    """Say when somebody is free in their own week: “Mon 18:00–21:00”."""
    return ", ".join(
        _block(piece) for piece in availability.write(answers.availability).split("; ")
    )


def _block(written: str) -> str:
    day, _space, hours = written.partition(" ")
    name = WEEKDAYS_ABBR[availability.DAYS.index(day)] if hours else ""
    return f"{name} {hours.replace('-', '–')}".strip()


def _likes(answers: Answers) -> str:
    likes = _values(answers.interests, "likes")
    if not answers.dislikes:
        return likes
    return _("%(likes)s. Not: %(dislikes)s.") % {
        "likes": likes,
        "dislikes": _values(answers.dislikes, "dislikes"),
    }


_FACTS: dict[str, tuple[Words, Callable[[Answers], str]]] = {
    "availability": (_lazy("Their times"), _times),
    "languages": (_lazy("Speaks"), lambda a: listed(map(language, dict.fromkeys(a.spoken)))),
    "meets": (_lazy("Meets"), lambda a: str(MEETS[a.meets])),
    "wishes": (
        _lazy("Matters most to them"),
        lambda a: listed(str(WISHES[code]) for code in a.top_three),
    ),
    "pathways": (_lazy("Pathways"), lambda a: _values(a.pathways, "pathway")),
    "interests": (_lazy("Likes"), _likes),
    "career": (_lazy("Hopes to work in"), lambda a: said("career", a.career_field)),
    "life": (_lazy("Has lived"), lambda a: _values(a.life, "life")),
    "spirituality": (
        _lazy("Faith"),
        lambda a: "" if a.spirituality == "undisclosed" else said("spirituality", a.spirituality),
    ),
    "age": (_lazy("Born in"), lambda a: str(a.birth_year or "")),
    "gender": (
        _lazy("Gender"),
        lambda a: "" if a.gender == "undisclosed" else said("gender", a.gender),
    ),
    "substances": (_lazy("Used"), lambda a: _values(a.substances, "substances")),
}
