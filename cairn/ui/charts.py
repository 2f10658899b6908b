"""Pictures of figures, as numbers for an SVG template: no colors, no database, no clock.

Drawn at 1:1, so that letters never shrink: a line chart comes in two widths, bars stretch by
percentages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.functional import Promise

Words = str | Promise

_NARROW, _WIDE, _HEIGHT = 334, 740, 220
_TOP, _BOTTOM_WORDS = 30, 28
_LEFT, _RIGHT_WORDS = 40, 64
_PEAK = 7
_NARROW_BAND, _WIDE_BAND = 10, 14
_LINE_OF_WORDS = 15
_SHORTEST, _LONGEST = 5, 82  # percent of the line a bar may take; the rest is for its figure


@dataclass(frozen=True)
class Series:
    """One line: a value for each day, None where there is none.

    `kind` is "solid" or "dashed", so that lines differ by more than color. Values of at least
    `peak` get a mark.
    """

    name: Words
    values: Sequence[float | None]
    kind: str = "solid"
    peak: float | None = None


@dataclass(frozen=True)
class Band:
    """A day that stands out, behind the lines: its place from 0, perhaps with a word above."""

    day: int
    name: Words = ""


@dataclass(frozen=True)
class LineChart:
    """What a line chart shows: a finding, the same in figures, and a few series.

    `days` names each day in the table; `ticks` says which days, from 0, are named on the axis,
    and how. Values run from `least` to `most`.
    """

    key: str
    finding: Words
    sentence: Words
    days: Sequence[Words]
    series: Sequence[Series]
    bands: Sequence[Band] = ()
    ticks: Sequence[tuple[int, Words]] = ()
    low: Words = ""
    high: Words = ""
    least: float = 1
    most: float = 5


@dataclass(frozen=True)
class Bar:
    """One bar: whose, how much, the figure as written, and the whole in words."""

    name: str
    value: float
    figure: Words
    words: Words


@dataclass(frozen=True)
class _Frame:
    """Where things are, in pixels, for one drawing."""

    chart: LineChart
    width: int
    height: int
    right: int

    def x(self, day: int) -> float:
        """Return how far right a day stands."""
        span = max(len(self.chart.days) - 1, 1)
        return _LEFT + 6 + (self.right - _LEFT - 12) * day / span

    def y(self, value: float) -> float:
        """Return how far down a value stands."""
        share = (value - self.chart.least) / (self.chart.most - self.chart.least)
        return self.floor - (self.floor - self.ceiling) * share

    @property
    def ceiling(self) -> int:
        return _TOP + 12

    @property
    def floor(self) -> int:
        return self.height - _BOTTOM_WORDS - 14


def line_chart(chart: LineChart) -> dict[str, Any]:
    """Return what `ui/line_chart.html` needs: both drawings, and the rows of the table."""
    narrow = _Frame(chart, width=_NARROW, height=_HEIGHT, right=_NARROW)
    wide = _Frame(chart, width=_WIDE, height=_HEIGHT, right=_WIDE - _RIGHT_WORDS)
    return {
        "key": chart.key,
        "finding": chart.finding,
        "sentence": chart.sentence,
        "low": chart.low,
        "high": chart.high,
        "series": chart.series,
        "has_gaps": any(None in series.values for series in chart.series),
        "drawings": [_drawing(narrow, "narrow"), _drawing(wide, "wide")],
        "rows": [_row(chart, day) for day in range(len(chart.days))],
    }


def bars(rows: Sequence[Bar], *, aim: float | None = None, aim_words: Words = "") -> dict[str, Any]:
    """Return what `ui/bars.html` needs. Bars above the aim are marked as late."""
    most = max([aim or 0, *(row.value for row in rows)]) or 1
    return {
        "aim_at": "" if aim is None else _at(_LONGEST * aim / most),
        "aim_words": aim_words,
        "rows": [
            {
                "name": row.name,
                "figure": row.figure,
                "words": row.words,
                "length": _at(max(_LONGEST * row.value / most, _SHORTEST)),
                "late": aim is not None and row.value > aim,
            }
            for row in rows
        ],
    }


def _at(place: float) -> str:
    """Return a place for an SVG attribute: as text, since Spanish writes 1.5 as 1,5."""
    return f"{place:.1f}".removesuffix(".0")


def _drawing(frame: _Frame, draw: str) -> dict[str, Any]:
    chart = frame.chart
    levels = (chart.most, (chart.least + chart.most) / 2, chart.least)
    return {
        "draw": draw,
        "width": str(frame.width),
        "height": str(frame.height),
        "left": str(_LEFT),
        "right": str(frame.right),
        "top": str(_TOP - 6),
        "depth": str(frame.floor + 12 - (_TOP - 6)),
        "name_y": str(_TOP - 14),
        "tick_y": str(frame.height - 8),
        "high_y": _at(frame.y(chart.most) + 4),
        "low_y": _at(frame.y(chart.least) + 4),
        "grid": [_at(frame.y(level)) for level in levels],
        "ticks": [{"x": _at(frame.x(day)), "label": label} for day, label in chart.ticks],
        "bands": [_band(frame, band) for band in chart.bands],
        "lines": [_line(frame, series) for series in chart.series],
        "ends": _ends(frame) if draw == "wide" else [],
    }


def _band(frame: _Frame, band: Band) -> dict[str, Any]:
    width = _NARROW_BAND if frame.width == _NARROW else _WIDE_BAND
    middle = frame.x(band.day)
    return {
        "x": _at(middle - width / 2),
        "width": str(width),
        "middle": _at(middle),
        "name": band.name,
    }


def _line(frame: _Frame, series: Series) -> dict[str, Any]:
    points = [(frame.x(day), frame.y(value), value) for day, value in _known(series)]
    return {
        "kind": series.kind,
        "path": _path(frame, series),
        "bridges": _bridges(frame, series),
        "peaks": [
            {"x": _at(x - _PEAK / 2), "y": _at(y - _PEAK / 2)}
            for x, y, value in points
            if series.peak is not None and value >= series.peak
        ],
        "dots": [
            {"x": _at(frame.x(day)), "y": _at(frame.y(value))} for day, value in _alone(series)
        ],
    }


def _known(series: Series) -> list[tuple[int, float]]:
    return [(day, value) for day, value in enumerate(series.values) if value is not None]


def _alone(series: Series) -> list[tuple[int, float]]:
    """Return the days with a value between days without one: no line reaches them."""
    known = dict(_known(series))
    return [pair for pair in known.items() if not {pair[0] - 1, pair[0] + 1} & known.keys()]


def _path(frame: _Frame, series: Series) -> str:
    """Return the line as path data; a day without a value breaks it."""
    steps: list[str] = []
    pen = "M"
    for day, value in enumerate(series.values):
        if value is None:
            pen = "M"
            continue
        steps.append(f"{pen}{_at(frame.x(day))} {_at(frame.y(value))}")
        pen = "L"
    return "".join(steps)


def _bridges(frame: _Frame, series: Series) -> str:
    """Return path data from each value to the next across days without one."""
    known = _known(series)
    return "".join(
        f"M{_at(frame.x(day))} {_at(frame.y(value))}L{_at(frame.x(later))} {_at(frame.y(then))}"
        for (day, value), (later, then) in pairwise(known)
        if later > day + 1
    )


def _ends(frame: _Frame) -> list[dict[str, Any]]:
    """Return each line's name beside its end, from the top down, never on top of each other."""
    ends = [
        (frame.y(_known(series)[-1][1]), series) for series in frame.chart.series if _known(series)
    ]
    placed: list[dict[str, Any]] = []
    lowest = float("-inf")
    for y, series in sorted(ends, key=lambda end: end[0]):
        lowest = max(y + 4, lowest + _LINE_OF_WORDS)
        placed.append(
            {"x": str(frame.right + 6), "y": _at(lowest), "kind": series.kind, "label": series.name}
        )
    return placed


def _row(chart: LineChart, day: int) -> dict[str, Any]:
    values = [series.values[day] for series in chart.series]
    return {
        "label": chart.days[day],
        "values": ["–" if value is None else f"{value:g}" for value in values],
    }
