"""The five short questions of the pulse, after 30, 90 and 180 days: our own. Pure."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

DAYS = (30, 90, 180)
AT_ONCE = 11
"""So many people's answers join a figure at once: it never tells of ten people or fewer."""

Told = tuple[Hashable, Mapping[str, int]]
"""Who answered, and what they answered."""


class Says(models.IntegerChoices):
    """How much one agrees."""

    NOT_AT_ALL = 1, _("Not at all")
    LITTLE = 2, _("A little")
    HALF = 3, _("Half and half")
    MUCH = 4, _("Mostly")
    FULLY = 5, _("Yes")


QUESTIONS = {
    "heard": _("I feel heard."),
    "often": _("We are in touch as often as I need."),
    "honest": _("I can say when something is not right."),
    "matters": _("We talk about what matters to me."),
    "good": _("It does me good."),
}


class Portion(models.TextChoices):
    """How many of those who answered say mostly, or yes: no closer than in quarters."""

    FEW = "few", _("fewer than a quarter")
    SOME = "some", _("a quarter to a half")
    MANY = "many", _("half to three quarters")
    MOST = "most", _("three quarters or more")


@dataclass(frozen=True)
class Figure:
    """One question over many people: how many answers are in it, and what portion agree.

    Both are None until the first eleven people have answered.
    """

    question: Any
    answered: int | None
    portion: Portion | None


def tidied(answers: Mapping[str, Any]) -> dict[str, int]:
    """Return what was answered to these questions; anything else is left out."""
    said = {code: answers.get(code) for code in QUESTIONS}
    return {code: int(value) for code, value in said.items() if value and _fits(value)}


def spoken(answers: Mapping[str, int]) -> list[tuple[Any, Any]]:
    """Return question and answer in words, in the order asked."""
    return [(QUESTIONS[code], Says(answers[code]).label) for code in QUESTIONS if code in answers]


def side_by_side(one: Mapping[str, int], other: Mapping[str, int]) -> list[tuple[Any, Any, Any]]:
    """Return each question with both answers in words, empty where one left it out."""
    return [
        (said, _word(one.get(code)), _word(other.get(code))) for code, said in QUESTIONS.items()
    ]


def figures(told: Iterable[Told]) -> list[Figure]:
    """Return what many people answered, a line a question, from answers in the order they came.

    A figure stands still until eleven more people have answered, and tells of quarters: neither
    one look, nor two before and after somebody answered, tell what anybody did.
    """
    in_order = list(told)
    return [_figure(code, in_order) for code in QUESTIONS]


def _figure(code: str, told: list[Told]) -> Figure:
    joined = list(_joined((who, said[code]) for who, said in told if code in said))
    if not joined:
        return Figure(QUESTIONS[code], None, None)
    agree = sum(1 for value in joined if value >= Says.MUCH)
    portions = list(Portion)
    quarter = min(len(portions) * agree // len(joined), len(portions) - 1)
    return Figure(QUESTIONS[code], len(joined), portions[quarter])


def _joined(said: Iterable[tuple[Hashable, int]]) -> Iterator[int]:
    """Yield what has joined the figure: eleven people's answers at a time, one of each."""
    waiting: dict[Hashable, int] = {}
    for who, value in said:
        waiting.setdefault(who, value)
        if len(waiting) == AT_ONCE:
            yield from waiting.values()
            waiting = {}


def _word(value: int | None) -> Any:
    return Says(value).label if value else ""


def _fits(value: Any) -> bool:
    return str(value) in {str(choice) for choice in Says.values}
