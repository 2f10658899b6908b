"""A result as plain data, to be kept for years and read back: dictionaries, lists, numbers, text.

The form is versioned by `FORM`. Fields bear the names they have in `results.py`; dates are ISO.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from cairn.matching.engine.fit import Part
from cairn.matching.engine.results import (
    Cause,
    Cost,
    Pair,
    PinNotKept,
    Prices,
    Reason,
    Result,
    RunnerUp,
    Unmatched,
)
from cairn.matching.engine.values import Settings, Unusable

FORM = 1

Data = Mapping[str, Any]


def to_data(result: Result) -> dict[str, Any]:
    """The result as data fit for JSON, with counts a reader looks for first."""
    return {
        "form": FORM,
        "matched": result.matched,
        "gap": result.gap,
        **asdict(result),
        "on": result.on.isoformat(),
    }


def from_data(data: Data) -> Result:
    """The result again; anything not of this form raises Unusable with a sentence."""
    if data.get("form") != FORM:
        raise Unusable(f"This result is not of form {FORM}.")
    try:
        result = _result(data)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise Unusable(f"This result cannot be read: {fault!r}.") from fault
    if (result.matched, result.gap) != (data.get("matched"), data.get("gap")):
        raise Unusable("The counts of this result are not those of its pairs and prices.")
    return result


def _result(data: Data) -> Result:
    values = {name: value for name, value in data.items() if name not in COUNTED}
    return Result(
        **values
        | {
            "on": date.fromisoformat(data["on"]),
            "settings": Settings.from_mapping(data["settings"]),
            "pairs": tuple(map(_pair, data["pairs"])),
            "unmatched": tuple(map(_unmatched, data["unmatched"])),
            "held": tuple((mentee, mentor) for mentee, mentor in data["held"]),
            "pins_not_kept": tuple(map(_pin, data["pins_not_kept"])),
            "prices": Prices(**data["prices"]),
        }
    )


COUNTED = ("form", "matched", "gap")
"""What is written beside the result's own fields."""


def _pair(data: Data) -> Pair:
    return Pair(
        **{
            **data,
            "parts": tuple(Part(**part) for part in data["parts"]),
            "reasons": tuple(map(_reason, data["reasons"])),
            "difference": _maybe_reason(data["difference"]),
            "cost_to_others": Cost(**data["cost_to_others"]),
            "runners_up": tuple(map(_runner_up, data["runners_up"])),
        }
    )


def _runner_up(data: Data) -> RunnerUp:
    return RunnerUp(
        **{
            **data,
            "cost": Cost(**data["cost"]),
            "reasons": tuple(map(_reason, data["reasons"])),
            "difference": _maybe_reason(data["difference"]),
        }
    )


def _unmatched(data: Data) -> Unmatched:
    return Unmatched(
        data["mentee"],
        tuple(Cause(**cause) for cause in data["causes"]),
        tuple(map(_runner_up, data["runners_up"])),
    )


def _pin(data: Data) -> PinNotKept:
    return PinNotKept(data["mentee"], data["mentor"], tuple(data["codes"]))


def _maybe_reason(data: Data | None) -> Reason | None:
    return None if data is None else _reason(data)


def _reason(data: Data) -> Reason:
    params = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in data["params"].items()
    }
    return Reason(**{**data, "params": params})
