"""The components as tags. Their markup is in `templates/ui/`, their looks in `static/ui/css/`."""

import json
import unicodedata
from datetime import date
from typing import Any
from zlib import crc32

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cairn.ui import bundles, icons

register = template.Library()

_NOTE_MARKS = {"kept": "check", "know": "info", "waiting": "clock", "failed": "triangle-alert"}
_KIND_OF_LEVEL = {"success": "kept", "info": "know", "warning": "know", "error": "failed"}
_TINTS = ("moss", "dawn", "plain")
_HTMX = {
    "includeIndicatorStyles": False,
    "allowEval": False,
    "allowScriptTags": False,
    "selfRequestsOnly": True,
    "historyCacheSize": 0,  # htmx would keep copies of pages on the device
    "refreshOnHistoryMiss": True,
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "422", "swap": True},
        {"code": "...", "swap": False, "error": True},
    ],
}


@register.simple_tag
def stylesheets() -> SafeString:
    """Link the one stylesheet."""
    return format_html('<link rel="stylesheet" href="{}">', static(bundles.STYLESHEET))


@register.simple_tag
def scripts() -> SafeString:
    """Load the one script, without holding up the page."""
    return format_html('<script src="{}" defer></script>', static(bundles.SCRIPT))


@register.simple_tag
def htmx_config() -> str:
    """Return htmx's settings: nothing evaluated, nothing kept on the device."""
    return json.dumps(_HTMX)


@register.filter(expects_localtime=True)
def day(moment: date | None) -> str:
    """Say a day as people do, with its weekday and without its year."""
    return date_format(moment, gettext("l, F j")) if moment else ""


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon. Give it a label where no word stands beside it."""
    return icons.icon(name, label)


@register.filter
def name(person_name: str) -> SafeString:
    """Isolate a person's name, so that its writing direction stays its own."""
    return format_html("<bdi>{}</bdi>", person_name)


@register.filter
def note_kind(level: str) -> str:
    """Return the kind of note for the level of one of Django's messages."""
    return _KIND_OF_LEVEL.get(level, "know")


@register.filter
def target_id(field: BoundField) -> str:
    """Return the id of the control that a link to a field should lead to."""
    return f"{field.auto_id}_0" if field.use_fieldset else str(field.id_for_label)


@register.simple_tag
def stone(name: str, key: object = "", size: str = "") -> SafeString:
    """Draw a person's stone: the first letter of the name, tinted by the person's key."""
    return format_html(
        '<span class="stone" data-tint="{}" data-size="{}" aria-hidden="true">{}</span>',
        _TINTS[crc32(str(key or name).encode()) % len(_TINTS)],
        size,
        _initial(name),
    )


def _initial(name: str) -> str:
    """Return the first sign of a name that can be seen by itself, in upper case."""
    seen = (sign for sign in name if unicodedata.category(sign)[0] in "LNPS")
    return next(seen, "").upper()


@register.simple_tag
def tag(kind: str, words: str) -> SafeString:
    """Show a small stone and words; kinds: late, kept, due."""
    return format_html('<span class="tag" data-kind="{}">{}</span>', kind, words)


@register.simple_tag
def meter(value: float, most: float = 100) -> SafeString:
    """Show a figure with a small bar of its share of the most there is."""
    share = round(100 * min(max(value / most, 0), 1))
    return format_html(
        '<span class="meter">{}<svg aria-hidden="true"><rect width="100%" height="100%" rx="3.5"/>'
        '<rect width="{}%" height="100%" rx="3.5"/></svg></span>',
        value,
        share,
    )


@register.simple_block_tag
def note(content: str, kind: str, *, title: str = "", heading: str = "h2") -> SafeString:
    """Box words that must be seen; kinds: kept, know, waiting, failed."""
    return _rendered(
        "note", content, kind=kind, mark=_NOTE_MARKS[kind], title=title, heading=heading
    )


@register.simple_block_tag
def person(
    content: str, *, title: str, name: str, key: object = "", when: str = "", size: str = ""
) -> SafeString:
    """Show a person; the block holds round buttons to write and call."""
    return _rendered("person", content, title=title, name=name, key=key, when=when, size=size)


@register.simple_block_tag
def row(
    content: str, *, title: str, url: str = "", name: str = "", key: object = "", icon: str = ""
) -> SafeString:
    """Show a row of a list; the block is one line of why."""
    return _rendered("row", content, title=title, url=url, name=name, key=key, mark=icon)


@register.simple_block_tag
def empty(content: str, *, title: str, line: str = "") -> SafeString:
    """Say what will be here; the block holds one second button."""
    return _rendered("empty", content, title=title, line=line)


@register.simple_block_tag
def dialog(content: str, *, title: str) -> SafeString:
    """Ask before something is lost; the block says what stays, then two verbs in `.actions`."""
    return _rendered("dialog", content, title=title)


@register.simple_block_tag
def proposal(content: str, *, title: str, who: str, line: str = "") -> SafeString:
    """Show a proposal inside a conversation; the block holds the answers."""
    return _rendered("proposal", content, title=title, who=who, line=line)


@register.simple_block_tag
def sky(content: str, *, drawing: str = "") -> SafeString:
    """Open a page with a sky and a hill; `drawing` is the SVG that stands on it."""
    return _rendered("sky", content, drawing=drawing)


def _rendered(component: str, content: str, **context: Any) -> SafeString:
    words = content if content.strip() else ""
    return render_to_string(f"ui/{component}.html", {**context, "content": words})
