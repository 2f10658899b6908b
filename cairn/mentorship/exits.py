"""What is asked of each of the two after an ending: ours, few, and each can be left out."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST = 1000


class Again(models.TextChoices):
    """Whether they would do it again."""

    YES = "yes", _("Yes")
    PERHAPS = "perhaps", _("Perhaps")
    NO = "no", _("No")


EXIT_QUESTIONS = {
    "good": _("What was good about it?"),
    "missing": _("What was missing?"),
    "again": _("Would you do it again, with someone?"),
    "next": _("What would help you now?"),
}


def tidied(answers: Mapping[str, Any]) -> dict[str, str]:
    """Return what was answered to these questions, in their order; anything else is left out."""
    given = {code: str(answers.get(code) or "").strip()[:LONGEST] for code in EXIT_QUESTIONS}
    return {
        code: words
        for code, words in given.items()
        if words and (code != "again" or words in Again.values)
    }


def spoken(answers: Mapping[str, str]) -> list[tuple[Any, Any]]:
    """Return question and answer in words, in the order asked."""
    return [
        (question, Again(answers[code]).label if code == "again" else answers[code])
        for code, question in EXIT_QUESTIONS.items()
        if code in answers
    ]
