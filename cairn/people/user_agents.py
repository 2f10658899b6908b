"""What a browser calls itself, told coarsely: enough to know one's own devices by, no more."""

import re

_KINDS = (
    ("tablet", r"iPad|Tablet|Android(?!.*Mobile)"),
    ("phone", r"iPhone|Mobile|Android"),
    ("computer", r"Windows|Macintosh|X11|CrOS|Linux"),
)
_BROWSERS = (  # those that call themselves others as well come first
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/"),
    ("Safari", r"Safari/"),
)


def kind_of(agent: str) -> str:
    """Return "phone", "tablet" or "computer", or nothing where it does not say."""
    return _first(_KINDS, agent)


def browser_of(agent: str) -> str:
    """Return the browser's name without its version, or nothing where it is none we know."""
    return _first(_BROWSERS, agent)


def _first(known: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for name, pattern in known if re.search(pattern, agent)), "")
