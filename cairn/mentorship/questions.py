"""What staff ask at every contact: the same questions each time, so that answers compare.

The subjects are those of the monitoring standard (MENTOR, Elements of Effective Practice,
4th ed.): activities, outcomes, safety, how the two get on, what it does for each.
"""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST = 1000


class Safety(models.TextChoices):
    """Whether the person feels safe in it."""

    SAFE = "safe", _("Yes")
    UNSURE = "unsure", _("Not sure")
    UNSAFE = "unsafe", _("No")


class Between(models.TextChoices):
    """How the two get on."""

    WELL = "well", _("Well")
    MIXED = "mixed", _("Up and down")
    HARD = "hard", _("Hard just now")


CHOICES: dict[str, type[models.TextChoices]] = {"safety": Safety, "between": Between}

QUESTIONS = {
    "safety": _("Do you feel safe with it?"),
    "between": _("How is it going between you two?"),
    "activities": _("What have you two done since we last spoke?"),
    "outcomes": _("What has moved, or got stuck?"),
    "effect": _("What does it do for you?"),
}

IN_A_REVIEW = {
    "goals": _("How far are you with what you set out to do?"),
    "onward": _("Shall it go on as it is, or should something change?"),
}
"""What a review asks beside them, after 30, 90 and 180 days."""

ALL = QUESTIONS | IN_A_REVIEW

HELP = {"safety": _("If it is no, stay with them and bring in whoever is on call.")}


def tidied(answers: Mapping[str, str], *, is_review: bool = False) -> dict[str, str]:
    """Return what was answered to these questions, in their order; anything else is left out."""
    asked = ALL if is_review else QUESTIONS
    given = {code: answers.get(code, "").strip()[:LONGEST] for code in asked}
    return {code: words for code, words in given.items() if words and _fits(code, words)}


def spoken(answers: Mapping[str, str]) -> list[tuple[Any, Any]]:
    """Return question and answer in words, in the order asked."""
    return [(ALL[code], _words(code, answers[code])) for code in ALL if code in answers]


def _words(code: str, answer: str) -> Any:
    return CHOICES[code](answer).label if code in CHOICES else answer


def _fits(code: str, words: str) -> bool:
    return code not in CHOICES or words in CHOICES[code].values
