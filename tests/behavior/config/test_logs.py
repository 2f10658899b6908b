"""The log says where something broke, and nothing that a person wrote."""

import logging
import sys

from cairn.config.logs import Discreet


def broken() -> str:
    """Break something over something else that broke, and write both as the log does."""
    try:
        store("ana@example.org")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "It broke", None, sys.exc_info())
    return Discreet("{message}", style="{").format(record)


def store(address: str) -> None:
    try:
        {}[address]
    except KeyError as problem:
        raise ValueError(f"Key (email)=({address}) already exists") from problem


def test_a_traceback_names_kinds_and_places_in_their_order():
    kinds = [line for line in broken().splitlines() if not line.startswith("  ")]
    assert kinds == ["It broke", "builtins.KeyError", "which led to", "builtins.ValueError"]
    assert __file__ in broken()


def test_a_traceback_leaves_out_what_the_exceptions_say():
    lines = [line for line in broken().splitlines() if "store(" not in line]
    assert "ana@example.org" not in "".join(lines)
