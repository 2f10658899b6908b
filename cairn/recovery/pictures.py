"""Patterns as pictures, with the finding as a heading and the same in words."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.recovery.queries import Day
from cairn.recovery.support import STRONG
from cairn.ui.charts import LineChart, Series


def moods_and_cravings(days: list[Day]) -> LineChart:
    """Return the chart of a person's last days."""
    strong = sum(1 for day in days if (day.craving or 0) >= STRONG)
    said = sum(1 for day in days if day.mood or day.craving)
    return LineChart(
        key="days",
        finding=_finding(strong, said),
        sentence=ngettext(
            "You checked in on %(count)d day of the last %(span)d.",
            "You checked in on %(count)d days of the last %(span)d.",
            said,
        )
        % {"count": said, "span": len(days)},
        days=[date_format(day.on, _("M j")) for day in days],
        series=[
            Series(_("Craving"), [day.craving for day in days], peak=STRONG),
            Series(_("Mood"), [day.mood for day in days], kind="dashed"),
        ],
        ticks=[(at, date_format(days[at].on, _("M j"))) for at in range(0, len(days), 7)],
        low=_("low"),
        high=_("strong"),
    )


def _finding(strong: int, said: int) -> str:
    if not said:
        return _("Your days will show here.")
    if not strong:
        return _("No strong craving in these weeks.")
    return ngettext(
        "A strong craving on %(count)d day. It passed.",
        "A strong craving on %(count)d days. They passed.",
        strong,
    ) % {"count": strong}
