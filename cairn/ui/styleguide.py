"""Made-up people and figures for the styleguide. Nothing here is read by any other page."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.template.loader import render_to_string

from cairn.ui import bundles, icons
from cairn.ui.charts import Band, Bar, LineChart, Series, bars, line_chart
from cairn.ui.forms import StonesField


@dataclass(frozen=True)
class Place:
    """One of the five places, as the home app supplies them."""

    label: str
    url: str
    icon: str
    current: bool = False


@dataclass(frozen=True)
class Step:
    """One step of a few."""

    done: bool = False
    current: bool = False


class Letter(forms.Form):
    """A form with each kind of field."""

    call_me = forms.CharField(
        label="What should Maple call you?", help_text="It need not be your legal name."
    )
    phone = forms.CharField(
        label="Phone number",
        min_length=7,
        error_messages={
            "min_length": "That number is too short. The rest is kept. Add the missing digits."
        },
    )
    hours = forms.ChoiceField(
        label="When are you free?", choices=[("", "Choose"), ("am", "Mornings"), ("pm", "Evenings")]
    )
    way = forms.ChoiceField(
        label="How should Maple reach you?",
        choices=[("text", "A text"), ("call", "A call")],
        widget=forms.RadioSelect,
    )
    wishes = forms.MultipleChoiceField(
        label="What matters to you?",
        choices=[("near", "Someone near"), ("quiet", "Someone quiet"), ("faith", "The same faith")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="As many as you like.",
    )
    more = forms.CharField(label="Anything else", required=False, widget=forms.Textarea)
    agree = forms.BooleanField(label="Maple may see this", required=False)


class CheckIn(forms.Form):
    """Four rows of five stones."""

    mood = StonesField(
        label="Mood", words=["very low", "low", "so-so", "good", "very good"], ends="low to good"
    )
    craving = StonesField(
        label="Craving",
        words=["none", "slight", "some", "strong", "very strong"],
        ends="none to strong",
    )
    company = StonesField(
        label="Company",
        words=["alone", "mostly alone", "some", "near", "close"],
        ends="alone to close",
    )
    sleep = StonesField(
        label="Sleep", words=["bad", "poor", "so-so", "fair", "good"], ends="bad to good"
    )


_WAITING = {"Fern": 17, "Willow": 14, "Linden": 11, "Clover": 7, "Reed": 4, "Bryony": 1}
_MOOD = [int(value) for value in "322333223343312233442334444344"]
_CRAVING = [int(value) for value in "232212432212254221214221111321"]


def pictures() -> dict[str, Any]:
    """Return the charts."""
    return {
        "patterns": line_chart(_patterns()),
        "first_day": line_chart(_first_day()),
        "some_days": line_chart(_some_days()),
        "waiting": bars(
            [Bar(name, days, str(days), f"waits {days} days") for name, days in _WAITING.items()],
            aim=7,
            aim_words="7 days",
        ),
    }


def everything() -> dict[str, Any]:
    """Return all that the styleguide shows: frame, forms, pictures, names of tokens and icons."""
    return {
        **_frame(),
        **_forms(),
        **pictures(),
        "tokens": _tokens(),
        "icon_names": list(icons.shapes()),
        "drawing": render_to_string("ui/seven_stones.html"),
    }


def _patterns() -> LineChart:
    first = date(2026, 10, 24)
    return LineChart(
        key="patterns",
        finding="Fridays are the hard ones. Other days are easing.",
        sentence="Craving was strong on 4 days; 3 of them were a Friday, 1 the day after payday. "
        "Mood was good on 6 of the last 7 days.",
        days=[f"{first + timedelta(days=day):%B %-d}" for day in range(len(_MOOD))],
        series=[Series("Craving", _CRAVING, kind="dashed", peak=4), Series("Mood", _MOOD)],
        bands=[Band(6), Band(13, "payday"), Band(20), Band(27)],
        ticks=[(6, "Fri 30"), (13, "Fri 6"), (20, "Fri 13"), (27, "Fri 20")],
        low="low",
        high="high",
    )


def _first_day() -> LineChart:
    return LineChart(
        key="first-day",
        finding="One day so far.",
        sentence="Mood was good on October 24.",
        days=["October 24"],
        series=[Series("Mood", [4])],
        low="low",
        high="high",
    )


def _some_days() -> LineChart:
    return LineChart(
        key="some-days",
        finding="Five answers in ten days.",
        sentence="Mood was lowest on day 4 and good on day 10.",
        days=[f"Day {day}" for day in range(1, 11)],
        series=[Series("Mood", [3, 3, None, 1, None, None, 3, None, None, 4])],
        low="low",
        high="high",
    )


def _forms() -> dict[str, forms.Form]:
    """Return a form at rest, one that was sent with mistakes, and a half-filled check-in."""
    sent = {"wrong-call_me": "Rowan", "wrong-phone": "555-01", "wrong-hours": "am"}
    return {
        "letter": Letter(prefix="rest", initial={"call_me": "Rowan"}),
        "refused": Letter(sent, prefix="wrong"),
        "check_in": CheckIn(initial={"mood": 3, "craving": 2}),
    }


def _frame() -> dict[str, Any]:
    """Return the places and steps that other apps supply elsewhere."""
    names = {
        "Today": "today",
        "Talk": "messages-square",
        "Plan": "flag",
        "Community": "stones",
        "Me": "user",
    }
    return {
        "places": [Place(name, "#main", mark, name == "Today") for name, mark in names.items()],
        "steps": [Step(done=True), Step(current=True), Step(), Step()],
    }


def _tokens() -> list[str]:
    """Return the names of the raw colors that have a swatch."""
    swatches = bundles.OWN / "css" / "components" / "swatch.css"
    return re.findall(r'data-token="([\w-]+)"', swatches.read_text(encoding="utf-8"))
