"""The catalogs of translated texts: gathered from the source, compiled for running.

`python -m cairn.config.messages gather` brings `django.po` up to date with every text in the
source; `compile` writes the `.mo` beside it. Both are plain Python, so no machine needs more.
"""

import io
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
_BEGUN = datetime(2026, 11, 1, tzinfo=UTC)  # were it now, any two changes would collide there
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "_lazy": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def catalogs() -> list[Path]:
    """Return the catalog of every language beside English."""
    return sorted((PACKAGE / "locale").glob("*/LC_MESSAGES/django.po"))


def gathered() -> Catalog:
    """Return every text of the source that wants translating, with where it stands."""
    catalog = Catalog(project="Cairn", charset="utf-8", fuzzy=False, creation_date=_BEGUN)
    for path, line, text, comments, context in _texts():
        catalog.add(text, locations=[(path, line)], auto_comments=comments, context=context)
    return catalog


def gather() -> None:
    """Bring each catalog up to date; what the source no longer says is dropped."""
    template = gathered()
    for path in catalogs():
        catalog = _read(path)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalog, width=96, sort_by_file=True, include_lineno=False)


def compile_all() -> None:
    """Write the `.mo` that Django reads beside each catalog."""
    for path in catalogs():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, _read(path))


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def _texts() -> Iterator[tuple[str, int, str | tuple[str, ...], list[str], str | None]]:
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/**/*.html")]):
        source = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            source = _as_python(source)
        file = io.BytesIO(source.encode())
        for line, text, comments, context in extract("python", file, keywords=KEYWORDS):
            yield str(path.relative_to(PACKAGE.parent)), line, text, comments, context


def _as_python(template: str) -> str:
    """Return a template's texts as calls of gettext, line by line, as Django itself writes them."""
    return "\n".join(line.strip() for line in templatize(template).split("\n"))


def main() -> int:
    """Do what the word on the command line says."""
    doing = {"gather": gather, "compile": compile_all}
    if len(sys.argv) != 2 or sys.argv[1] not in doing:  # noqa: PLR2004 - the program and one word
        print("usage: python -m cairn.config.messages gather|compile", file=sys.stderr)  # noqa: T201
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cairn.config.settings")
    doing[sys.argv[1]]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
