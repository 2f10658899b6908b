"""The words of the agreement: the default ones, a program's own, and which the two are to sign."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby
from typing import Any

from django.db.models import Max, QuerySet, Subquery

from cairn.mentorship import limits
from cairn.mentorship.models import AgreementText, Mentorship
from cairn.people.models import Language
from cairn.programs.models import Program


@dataclass(frozen=True)
class Block:
    """One paragraph, or the items of one list."""

    lines: tuple[str, ...]
    is_list: bool


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    heading: str
    blocks: tuple[Block, ...]


def defaults() -> dict[str, str]:
    """Return the agreement that Cairn brings, in every language it speaks."""
    return {language: _default(language) for language in Language.values}


def current(program: Program, language: str) -> AgreementText:
    """Return the newest words of a program in a language; the default ones until it has its own.

    Those are no row before somebody signs them (`kept`): reading changes nothing. A language
    that Cairn does not speak gets English.
    """
    return _newest(_texts(program, _spoken(language)), program, language)


def limits_heading(language: str) -> str:
    """Return the heading of the first part of any agreement: the limits of confidentiality."""
    return sections(_default(language))[0].heading


def says_limits_first(body: str, language: str) -> bool:
    """Tell whether a text begins with what stays between the two and what cannot."""
    first = sections(body)[0]
    return first.heading == limits_heading(language) and bool(first.blocks)


def unsaid(body: str, language: str) -> list[str]:
    """Return what the first part of a text leaves out of the limits, in the words Cairn brings."""
    brought = _limits(_default(language))
    return [_words_for(part, brought, language) for part in limits.missing(_limits(body), language)]


def version_to_sign(mentorship: Mentorship) -> int:
    """Return which version the two are to sign: once one has signed, the same for the other.

    A newer one only where staff said that it asks everybody again.
    """
    signed = _signed_version(mentorship)
    if signed is None:
        return newest_version(mentorship.program)
    asking = mentorship.program.agreements.filter(asks_again=True)
    return max(signed, asking.aggregate(newest=Max("version"))["newest"] or 0)


def newest_version(program: Program) -> int:
    """Return the number of a program's newest words; those Cairn brings are the first."""
    newest: int | None = program.agreements.aggregate(newest=Max("version"))["newest"]
    return newest or 1


def to_sign(mentorship: Mentorship, language: str) -> AgreementText:
    """Return the words the two are to sign, in the reader's language. Two queries."""
    signed, texts = _signed_version(mentorship), _texts(mentorship.program, _spoken(language))
    to_be = (text for text in texts if text.version == _wanted(signed, text))
    return next(to_be, None) or _newest(texts, mentorship.program, language)


def kept(text: AgreementText) -> AgreementText:
    """Return a text as the row that is signed; default words become the program's own with it.

    In all languages at once: two people sign one version.
    """
    rows = text.program.agreements.filter(version=text.version, language=text.language)
    return rows.first() or _brought(text, rows)


def sections(body: str) -> tuple[Section, ...]:
    """Read a text: `# heading` begins a section, `- ` an item, an empty line ends a block."""
    parts = body.strip().removeprefix("# ").split("\n# ")
    return tuple(_section(*part.partition("\n")[::2]) for part in parts)


def _limits(body: str) -> list[str]:
    return [line for block in sections(body)[0].blocks for line in block.lines]


def _words_for(part: limits.Part, lines: list[str], language: str) -> str:
    """Return the first line that speaks of a part."""
    return next(line for line in lines if part not in limits.missing([line], language))


def _brought(text: AgreementText, rows: QuerySet[AgreementText]) -> AgreementText:
    """Make the words that Cairn brings the program's own; somebody else may do so just now."""
    brought = [
        AgreementText(
            organization_id=text.program.organization_id,
            program=text.program,
            version=text.version,
            language=language,
            body=body,
        )
        for language, body in defaults().items()
    ]
    AgreementText.objects.bulk_create(brought, ignore_conflicts=True)
    return rows.get()


def _signed_version(mentorship: Mentorship) -> int | None:
    signed: int | None = mentorship.signatures.aggregate(newest=Max("text__version"))["newest"]
    return signed


def _wanted(signed: int | None, text: Any) -> int:
    """Return the version to sign, by what one of the texts knows of the newest ones."""
    newest: int = text.newest
    return newest if signed is None else max(signed, text.asking or 0)


def _texts(program: Program, language: str) -> QuerySet[Any, Any]:
    """A program's own words in a language, the newest first.

    Each with the `newest` version there is, and the newest `asking` to be signed again.
    """
    versions = program.agreements.order_by("-version").values("version")
    texts = program.agreements.filter(language=language).annotate(
        newest=Subquery(versions[:1]),
        asking=Subquery(versions.filter(asks_again=True)[:1]),
    )
    return texts.order_by("-version")


def _newest(texts: Iterable[AgreementText], program: Program, language: str) -> AgreementText:
    spoken = _spoken(language)
    brought = AgreementText(program=program, version=1, language=spoken, body=_default(spoken))
    return next(iter(texts), brought)


def _spoken(language: str) -> str:
    return language if language in Language.values else Language.ENGLISH.value


def _section(heading: str, rest: str) -> Section:
    return Section(heading.strip(), tuple(_blocks(rest)))


def _blocks(text: str) -> Iterator[Block]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for is_list, run in groupby(lines, key=lambda line: line.startswith("- ")):
        if is_list:
            yield Block(tuple(line.removeprefix("- ") for line in run), is_list=True)
        else:
            yield from (Block((line,), is_list=False) for line in run)


@cache
def _default(language: str) -> str:
    data = resources.files("cairn.mentorship").joinpath(f"data/agreement.{language}.txt")
    return data.read_text(encoding="utf-8")
