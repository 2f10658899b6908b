"""The one thing now, for a mentee. Pure: facts in, one sentence and one act out."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.ui.sentences import naming


class Stage(StrEnum):
    """Where a mentee stands on the way to a mentor, the most pressing first."""

    SIGN = "sign"
    CHOOSE = "choose"
    TIME_ASKED = "time_asked"
    TO_TELL = "to_tell"
    MEETING_SOON = "meeting_soon"
    FIRST_MEETING = "first_meeting"
    OTHER_SIGNS = "other_signs"
    ASKED = "asked"
    WITH_SOMEONE = "with_someone"
    WAITING = "waiting"
    BETWEEN = "between"
    NOT_WAITING = "not_waiting"


@dataclass(frozen=True)
class Facts:
    """What is known: the stage, the mentor's name, where it leads, how many to choose from.

    `when` is the time of a meeting as the mentee would say it.
    """

    stage: Stage
    mentor: str = ""
    path: str = ""
    choices: int = 0
    when: str = ""


@dataclass(frozen=True)
class OneThing:
    """A sentence, and one act where there is one (`words` on the button, `path` behind it)."""

    sentence: str
    words: str = ""
    path: str = ""


def one_thing_for(facts: Facts) -> OneThing:
    """Return the one thing to say first."""
    sentence, words = _SAYING[facts.stage](facts)
    return OneThing(sentence, words, facts.path if words else "")


def _sign(facts: Facts) -> tuple[str, str]:
    said = _("Read the agreement with %(mentor)s, and sign it if you agree.")
    return naming(said, mentor=facts.mentor), _("Read it")


def _choose(facts: Facts) -> tuple[str, str]:
    said = ngettext(
        "%(count)d person could walk with you.",
        "%(count)d people could walk with you.",
        facts.choices,
    )
    return said % {"count": facts.choices}, _("See who")


def _first_meeting(facts: Facts) -> tuple[str, str]:
    said = _("Find a time for a first meeting with %(mentor)s.")
    return naming(said, mentor=facts.mentor), _("Write a line")


def _time_asked(facts: Facts) -> tuple[str, str]:
    said = _("%(mentor)s could meet you on %(when)s.")
    return naming(said, mentor=facts.mentor, when=facts.when), _("Answer")


def _to_tell(facts: Facts) -> tuple[str, str]:
    return naming(_("Did you meet %(mentor)s?"), mentor=facts.mentor), _("Say how it went")


def _meeting_soon(facts: Facts) -> tuple[str, str]:
    said = _("You meet %(mentor)s on %(when)s.")
    return naming(said, mentor=facts.mentor, when=facts.when), _("Look at it")


def _other_signs(facts: Facts) -> tuple[str, str]:
    said = _("You signed. %(mentor)s signs next; there is nothing you need to do.")
    return naming(said, mentor=facts.mentor), ""


def _asked(_facts: Facts) -> tuple[str, str]:
    return _("A mentor has your question. You hear within three days, and keep your place."), ""


def _with_someone(facts: Facts) -> tuple[str, str]:
    said = _("%(mentor)s walks with you. A line now and then is enough.")
    return naming(said, mentor=facts.mentor), ""


def _waiting(_facts: Facts) -> tuple[str, str]:
    said = _("You are on the list for a mentor. Someone looks at it for you.")
    return said, _("What a mentor is")


def _between(_facts: Facts) -> tuple[str, str]:
    said = _("Nothing is asked of you now. You can wait for a mentor again, whenever you like.")
    return said, _("See how")


def _not_waiting(_facts: Facts) -> tuple[str, str]:
    return _("Nothing is asked of you now."), ""


_SAYING = {
    Stage.SIGN: _sign,
    Stage.CHOOSE: _choose,
    Stage.TIME_ASKED: _time_asked,
    Stage.TO_TELL: _to_tell,
    Stage.MEETING_SOON: _meeting_soon,
    Stage.FIRST_MEETING: _first_meeting,
    Stage.OTHER_SIGNS: _other_signs,
    Stage.ASKED: _asked,
    Stage.WITH_SOMEONE: _with_someone,
    Stage.WAITING: _waiting,
    Stage.BETWEEN: _between,
    Stage.NOT_WAITING: _not_waiting,
}
