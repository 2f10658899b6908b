"""The five short questions of the pulse, after 30, 90 and 180 days: our own. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

DAYS = (30, 90, 180)
HIDDEN_UNTIL = 11  # no figure about ten people or fewer


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


@dataclass(frozen=True)
class Figure:
    """One question over many people: how many answered, and how many of them mostly or fully so.

    Both are None where ten people or fewer answered.
    """

    question: Any
    answered: int | None
    agree: int | None


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


def figures(all_answers: Iterable[Mapping[str, int]]) -> list[Figure]:
    """Return what many people answered, a line a question; small numbers are hidden."""
    told = list(all_answers)
    return [_figure(code, [each[code] for each in told if code in each]) for code in QUESTIONS]


def _figure(code: str, said: list[int]) -> Figure:
    if len(said) < HIDDEN_UNTIL:
        return Figure(QUESTIONS[code], None, None)
    return Figure(QUESTIONS[code], len(said), sum(1 for value in said if value >= Says.MUCH))


def _word(value: int | None) -> Any:
    return Says(value).label if value else ""


def _fits(value: Any) -> bool:
    return str(value) in {str(choice) for choice in Says.values}
