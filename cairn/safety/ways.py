"""Ways to reach someone, as buttons: what each says, and the link that dials, texts or opens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext as _

from cairn.safety import lines
from cairn.safety.lines import Emergency, Line


@dataclass(frozen=True, slots=True)
class Way:
    """One way to reach someone.

    `kind` is `danger` for a life in danger, `main` for the first call, else nothing; `icon` is
    a name of `cairn.ui.icons`, or nothing.
    """

    words: str
    link: str
    icon: str = ""
    kind: str = ""


def ways(emergency: Emergency, known: Sequence[Line]) -> Iterator[Way]:
    """Yield ways for a place, the most needed first: a life in danger, each line, a directory."""
    if emergency.number:
        words = _("%(number)s if a life is in danger") % {"number": emergency.number}
        yield Way(words, dial(emergency.number), "phone", "danger")
    for place, line in enumerate(known):
        yield from ways_of(line, kind="" if place else "main")
    yield Way(_("Find another line"), f"https://{lines.DIRECTORY}/", "search")
    if emergency.also:
        words = _("%(number)s works too") % {"number": emergency.also}
        yield Way(words, dial(emergency.also), "phone")


def ways_of(line: Line, kind: str = "") -> Iterator[Way]:
    """Yield the ways of one line; `kind` is that of its first call."""
    if line.call:
        yield Way(_call_words(line.call), dial(line.call), "phone", kind)
    if line.text:
        yield Way(_text_words(line), _text_link(line), "message-square")
    if line.chat:
        yield Way(_("Chat with %(name)s") % {"name": line.short}, line.chat)
    if line.also:
        yield Way(_call_words(line.also), dial(line.also), "phone")


def dial(number: str) -> str:
    """Return the link that dials a number (RFC 3966)."""
    return "tel:" + "".join(sign for sign in number if sign.isdigit() or sign == "+")


def text(number: str, words: str) -> str:
    """Return the link that opens a message to a number, begun with some words (RFC 5724)."""
    return f"{dial(number).replace('tel:', 'sms:')}?body={quote(words)}"


def _call_words(number: str) -> str:
    return _("Call %(number)s") % {"number": _unbroken(number)}


def _text_words(line: Line) -> str:
    number = _unbroken(line.text)
    if line.text_word:
        return _("Text %(word)s to %(number)s") % {"word": line.text_word, "number": number}
    return _("Text %(number)s") % {"number": number}


def _unbroken(number: str) -> str:
    """Keep a number on one line, so that nobody dials half of it."""
    return number.replace(" ", "\u00a0")


def _text_link(line: Line) -> str:
    """Return the link that opens a message (RFC 5724)."""
    body = f"?body={line.text_word}" if line.text_word else ""
    return "sms:" + line.text.replace(" ", "") + body
