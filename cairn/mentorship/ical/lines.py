"""The lines of an iCalendar file, as a lenient reader takes them: nothing here can fail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

_QUOTE = '"'


@dataclass(frozen=True)
class Line:
    """One property: its name and parameters in upper case, its value as it stands."""

    name: str
    value: str
    parameters: dict[str, str] = field(default_factory=dict)


@dataclass
class Entry:
    """One component while it is read; of a zone's, `parts` are its offsets."""

    kind: str
    fields: defaultdict[str, list[Line]] = field(default_factory=lambda: defaultdict(list))
    parts: list[Entry] = field(default_factory=list)

    def first(self, name: str) -> Line | None:
        """Return the first property of a name."""
        found = self.fields.get(name)
        return found[0] if found else None

    def says(self, name: str) -> str:
        """Return the value of a property in upper case, empty where there is none."""
        line = self.first(name)
        return line.value.upper() if line else ""


def read(data: bytes, wanted: frozenset[str]) -> Iterator[Line]:
    """Yield the properties of some names, unfolded, in their order."""
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    for line in _unfolded(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        name = line[: min(_place(line, ":"), _place(line, ";"))].strip().upper()
        if name in wanted:
            yield _parsed(name, line)


def _unfolded(lines: list[str]) -> Iterator[str]:
    """Join what was folded: a line that begins with a space goes on with the one before."""
    pieces: list[str] = []
    for line in lines:
        if line[:1] in {" ", "\t"} and pieces:
            pieces.append(line[1:])
        else:
            yield "".join(pieces)
            pieces = [line]
    yield "".join(pieces)


def _place(text: str, sign: str) -> int:
    place = text.find(sign)
    return len(text) if place < 0 else place


def _parsed(name: str, line: str) -> Line:
    head, value = _halves(line)
    parameters = {}
    for piece in head.split(";")[1:]:
        key, _equals, said = piece.partition("=")
        parameters[key.strip().upper()] = said.strip().strip(_QUOTE)
    return Line(name, value.strip(), parameters)


def _halves(line: str) -> tuple[str, str]:
    """Cut a line at its first colon that stands in no quotes."""
    is_quoted = False
    for place, sign in enumerate(line):
        if sign == _QUOTE:
            is_quoted = not is_quoted
        elif sign == ":" and not is_quoted:
            return line[:place], line[place + 1 :]
    head, _colon, value = line.partition(":")
    return head, value
