"""The day and its part, as a person would say it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

_PARTS = ((5, "night"), (12, "morning"), (17, "afternoon"), (22, "evening"), (24, "night"))


def daytime(moment: datetime, zone: str) -> str:
    """Return "Sunday evening" for an aware moment in an IANA zone."""
    local = moment.astimezone(ZoneInfo(zone))
    part = next(name for until, name in _PARTS if local.hour < until)
    return _words()[part] % {"day": date_format(local, "l")}


def moment(at: datetime, zone: str) -> str:
    """Return "Sunday, November 22, 6 p.m." for an aware moment in an IANA zone."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{date_format(local, _('l, F j'))}, {date_format(local, 'TIME_FORMAT')}"


def _words() -> dict[str, str]:
    return {
        "morning": _("%(day)s morning"),
        "afternoon": _("%(day)s afternoon"),
        "evening": _("%(day)s evening"),
        "night": _("%(day)s night"),
    }
