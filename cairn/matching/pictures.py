"""The waiting list as a picture."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.matching.queries import Board, Row
from cairn.ui.charts import Bar, bars

AIM_DAYS = 7
SHOWN = 12


def waits(board: Board) -> dict[str, Any]:
    """Return the longest waits of a page as bars, with the aim as a line."""
    rows = [row for row in board.rows if row.days is not None][:SHOWN]
    return bars(
        [_bar(row) for row in rows], aim=AIM_DAYS, aim_words=_("%(days)d days") % {"days": AIM_DAYS}
    )


def _bar(row: Row) -> Bar:
    days, who = row.days or 0, row.mentee.person.display_name
    words = ngettext("%(who)s: %(days)d day", "%(who)s: %(days)d days", days)
    return Bar(who, days, str(days), words % {"who": who, "days": days})
