"""Why a calendar could not be read, in a sentence for each code."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cairn.mentorship.policies.calendars import NO_LINK, TOO_LARGE

_WORDS = {
    "no_calendar": _("That is no calendar file."),
    "too_many": _("That calendar holds more than Cairn reads."),
    "too_much": _("Reading that calendar took too long."),
    "too_large": TOO_LARGE,
    "no_link": NO_LINK,
    "inside": _("That link leads to a place inside a network. Cairn does not go there."),
    "unreachable": _("Nothing answered at that link."),
    "refused": _("That link gave no calendar. It may have been taken back."),
    "redirects": _("That link leads on and on."),
    "slow": _("That link answers too slowly."),
}


def words(code: str) -> Any:
    """Return the sentence of a code, empty for none."""
    return _WORDS.get(code, "")
