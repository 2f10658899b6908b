"""Icons as inline SVG: 24 px grid, stroke 1.75, round ends, no fill.

The shapes are data (`data/icons.json`, mostly Lucide, ISC; see `data/LICENSE-icons.txt`).
"""

import json
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_BARE = mark_safe(  # what it looks like where no style sheet arrived
    'viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor"'
)
_DATA = Path(__file__).resolve().parent / "data" / "icons.json"


@cache
def shapes() -> dict[str, SafeString]:
    """Return the markup inside each icon's `<svg>`, by name."""
    known: dict[str, str] = json.loads(_DATA.read_text(encoding="utf-8"))
    return {name: mark_safe(shape) for name, shape in known.items()}  # noqa: S308 - our own file


def icon(name: str, label: str = "") -> SafeString:
    """Return an icon as SVG. Without a label it is decoration beside a word.

    Raises KeyError for a name that is not in the set.
    """
    shape = shapes()[name]
    if label:
        return format_html(
            '<svg class="icon" {} role="img" aria-label="{}">{}</svg>',
            _BARE,
            label,
            shape,
        )
    return format_html('<svg class="icon" {} aria-hidden="true">{}</svg>', _BARE, shape)
