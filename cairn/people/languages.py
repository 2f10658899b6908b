"""Language tags (BCP 47, RFC 5646), checked against the IANA registry that ships with Cairn."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

_EXTENSIONS = re.compile(r"(?:[0-9a-wyz](?:-[0-9a-z]{2,8})+-)*(?:x(?:-[0-9a-z]{1,8})+-)?")


class UnknownSubtag(ValueError):  # noqa: N818 - it names what the part is
    """A part of a language tag that the registry does not know there; `subtag` is that part."""

    def __init__(self, subtag: str) -> None:
        super().__init__(subtag)
        self.subtag = subtag


@lru_cache(maxsize=1024)
def canonical(tag: str) -> str:
    """Return a tag in its usual spelling: `ZH-hant` is `zh-Hant`, `sgn-US` is `ase`.

    Underscores count as hyphens, and a renamed language gets its present code. Raises
    UnknownSubtag.
    """
    parts = tag.strip().lower().replace("_", "-").split("-")
    renamed = _registry().renamed.get("-".join(parts))
    return renamed or "-".join(_spelled(parts))


def spoken(tag: str) -> str:
    """Return the language of a tag without script, region or variant: `en-US` is `en`."""
    return tag.partition("-")[0].lower()


@dataclass(frozen=True)
class _Registry:
    subtags: dict[str, frozenset[str]]
    renamed: dict[str, str]


def _spelled(parts: list[str]) -> list[str]:
    """Spell a tag's parts in the order RFC 5646 allows them, taking each where it belongs."""
    rest = parts.copy()
    spelled = [_take_language(rest)]
    spelled += [script.title() for script in _take(rest, "script")]
    spelled += [region.upper() for region in _take(rest, "region")]
    while rest and rest[0] not in spelled and (variant := _take(rest, "variant")):
        spelled += variant
    if rest and not _EXTENSIONS.fullmatch("-".join(rest) + "-"):
        raise UnknownSubtag(rest[0])
    return spelled + rest


def _take_language(rest: list[str]) -> str:
    language = rest[0]
    if not _take(rest, "language"):
        raise UnknownSubtag(language)
    extended = _take(rest, "extlang")  # zh-yue: the language itself is the second part
    return extended[0] if extended else _registry().renamed.get(language, language)


def _take(rest: list[str], kind: str) -> list[str]:
    return [rest.pop(0)] if rest and rest[0] in _registry().subtags[kind] else []


@cache
def _registry() -> _Registry:
    lines = defaultdict[str, list[str]](list)
    data = resources.files("cairn.people").joinpath("data/language_subtags.txt")
    for line in data.read_text(encoding="utf-8").splitlines():
        kind, *subtags = line.split()
        lines[kind] += subtags
    renamed = dict(pair.split("=") for pair in lines["renamed"] + lines["tag"])
    return _Registry({kind: frozenset(subtags) for kind, subtags in lines.items()}, renamed)
