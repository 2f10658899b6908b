"""The waiting list as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.matching.queries import Board, Row
from cairn.matching.whatif import Outlook
from cairn.ui.charts import Bar, bars

AIM_DAYS = 7
SHOWN = 12


def waits(board: Board) -> dict[str, Any]:
    """Return the longest waits of a page as bars, with the aim as a line."""
    rows = [row for row in board.rows if row.days is not None][:SHOWN]
    return bars(
        [_bar(row) for row in rows], aim=AIM_DAYS, aim_words=_("%(days)d days") % {"days": AIM_DAYS}
    )


def what_if(outlooks: Sequence[Outlook]) -> dict[str, Any]:
    """Return the middle wait by how many mentors more there are, with the aim as a line."""
    return bars(
        [_bar_of(each) for each in outlooks],
        aim=AIM_DAYS,
        aim_words=_("%(days)d days") % {"days": AIM_DAYS},
    )


def _bar_of(outlook: Outlook) -> Bar:
    who = ngettext("%(n)d mentor more", "%(n)d mentors more", outlook.mentors)
    who %= {"n": outlook.mentors}
    words = ngettext("%(who)s: %(days)d day", "%(who)s: %(days)d days", outlook.days)
    said = words % {"who": who, "days": outlook.days}
    return Bar(who, outlook.days, str(outlook.days), said)


def _bar(row: Row) -> Bar:
    days, who = row.days or 0, row.mentee.person.display_name
    words = ngettext("%(who)s: %(days)d day", "%(who)s: %(days)d days", days)
    return Bar(who, days, str(days), words % {"who": who, "days": days})
