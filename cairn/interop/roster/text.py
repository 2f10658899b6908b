"""Text of a cell: cleaned on the way in, made harmless on the way out."""

import re

_INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # controls that are no white space
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks
    "\u200b\u2060\ufeff\u206a-\u206f\ufff9-\ufffb"  # no width, no meaning in a name
    "]"
)
_SIGNS = r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]"
_FORMULA = re.compile(rf"(^|;)(\s*'*{_SIGNS})")
_GUARDED = re.compile(rf"(^|;)'(\s*'*{_SIGNS})")


def tidy(cell: str) -> str:
    """Return a cell without control and direction marks, white space trimmed and single.

    Joiners stay: emoji and several scripts are written with them.
    """
    if not (cell.isascii() and cell.isprintable()):
        cell = _INVISIBLE.sub("", cell)
    return " ".join(cell.split())


def guard(text: str) -> str:
    """Return text that no spreadsheet takes for a formula; `unguard` gives the text back.

    An apostrophe goes before the signs a formula starts with, full-width ones included
    (OWASP, CSV Injection), also after a semicolon: many spreadsheets start a cell there.
    """
    return _FORMULA.sub(r"\1'\2", text)


def unguard(text: str) -> str:
    """Return the text that `guard` was given."""
    return _GUARDED.sub(r"\1\2", text)
