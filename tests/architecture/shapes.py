"""The shape of a page: which parts stand within which. Pages of one shape need one look.

`lookers.txt` names who looks at each page in the browser; the access table keeps it true.
"""

from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

KEPT = Path(__file__).with_name("lookers.txt")
_EMPTY = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr",
}  # fmt: skip
_TELLING = {"class", "type", "role", "disabled", "open", "hidden", "multiple", "required"}


class _Parts(HTMLParser):
    """Gathers every part of a page as the names of all it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.within: list[str] = []
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        telling = sorted(f"{name}={value}" for name, value in attrs if name in _TELLING)
        self.within.append(" ".join([tag, *telling]))
        self.found.add(" > ".join(self.within))
        if tag in _EMPTY:
            self.within.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.within and self.within.pop().split()[0] != tag:
            pass


def of(body: bytes) -> frozenset[str]:
    """Return the parts of a page's own, without what stands around every page."""
    parts = _Parts()
    parts.feed(body.decode())
    return frozenset(part for part in parts.found if " > main" in part)


def lookers(shapes: Mapping[str, frozenset[str]]) -> list[str]:
    """Return the few roles that see every part of a page, of those that are shown it."""
    chosen: list[str] = []
    for role in sorted(shapes, key=lambda role: -len(shapes[role])):
        if not chosen or shapes[role] & unseen(shapes, chosen):
            chosen.append(role)
    return chosen


def unseen(shapes: Mapping[str, frozenset[str]], roles: list[str]) -> frozenset[str]:
    """Return the parts of a page that others are shown and none of some roles."""
    every = frozenset[str]().union(*shapes.values())
    return every.difference(*(shapes.get(role, frozenset()) for role in roles))


def kept() -> dict[str, list[str]]:
    """Return who looks at each page, by route."""
    lines = [line.split() for line in KEPT.read_text().splitlines()]
    return {route: roles for route, *roles in lines}


def keep(chosen: Mapping[str, list[str]]) -> None:
    """Write down who looks at each page, by route."""
    lines = [f"{route:40}{' '.join(roles)}\n" for route, roles in chosen.items()]
    KEPT.write_text("".join(lines))
