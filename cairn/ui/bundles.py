"""One stylesheet and one script, put together from small files without a build step.

A finder hands both to Django's staticfiles, so that `collectstatic` names them by their hash
and compresses them. On a weak network one answer is faster than forty.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from threading import Lock
from typing import Any

from django.apps import apps
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

STYLESHEET = "ui/cairn.css"
SCRIPT = "ui/cairn.js"

OWN = Path(__file__).resolve().parent / "static" / "ui"
_LAYERS = ("reset", "tokens", "base", "layout", "components", "modules", "utilities")
_UNREAD = re.compile(r"/\*.*?\*/|^\s+", re.DOTALL | re.MULTILINE)
_one_at_a_time = Lock()
_HTMX = ("htmx-2.min.js", "ext/hx-sse-2.min.js")


def style_files() -> list[Path]:
    """Return every CSS file in layer order; other apps' files are the modules."""
    files: list[Path] = []
    for layer in _LAYERS:
        files += _modules() if layer == "modules" else _by_stem((OWN / "css" / layer).glob("*.css"))
    return files


def script_files() -> list[Path]:
    """Return our own scripts, in the order of their names."""
    return _by_stem((OWN / "js").glob("*.js"))


def stylesheet() -> str:
    """Return the whole stylesheet, its layers declared first, without comments and indents."""
    whole = "\n".join([f"@layer {', '.join(_LAYERS)};", *_texts(style_files())])
    return _UNREAD.sub("", whole)


def script() -> str:
    """Return htmx, its stream extension and our own scripts, each in a scope of its own."""
    htmx = resources.files("django_htmx") / "static" / "django_htmx"
    vendor = [htmx.joinpath(name).read_text(encoding="utf-8") for name in _HTMX]
    return "\n".join([*vendor, *(f"{{\n{text}}}" for text in _texts(script_files()))])


class Finder(BaseFinder):
    """Finds the two bundles; stands in `STATICFILES_FINDERS` after the app directories."""

    def check(self, **_: Any) -> list[Any]:
        """Report nothing: there is nothing to set."""
        return []

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        """Return the bundle's path on disk, or an empty list for any other name."""
        if path not in (STYLESHEET, SCRIPT):
            return []
        found = str(_folder() / path)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:  # noqa: ARG002
        """Yield both bundles with the storage that holds them."""
        storage = FileSystemStorage(location=_folder())
        yield STYLESHEET, storage
        yield SCRIPT, storage


def _modules() -> list[Path]:
    ours = (app.path for app in apps.get_app_configs() if app.name.startswith("cairn."))
    found = [file for path in ours for file in Path(path, "static").glob("*/css/*.css")]
    return sorted(file for file in found if not file.is_relative_to(OWN))


def _by_stem(files: Iterable[Path]) -> list[Path]:
    """Sort so that `table` comes before `table-narrow`, which builds on it."""
    return sorted(files, key=lambda file: file.stem)


def _texts(files: Iterable[Path]) -> list[str]:
    return [file.read_text(encoding="utf-8") for file in files]


def _folder() -> Path:
    with _one_at_a_time:
        return Path(_written().name)


@cache
def _written() -> tempfile.TemporaryDirectory[str]:
    """Write both bundles once a process; the folder goes with the process."""
    kept = tempfile.TemporaryDirectory(prefix="cairn-ui-")
    folder = Path(kept.name)
    (folder / "ui").mkdir()
    (folder / STYLESHEET).write_text(stylesheet(), encoding="utf-8")
    (folder / SCRIPT).write_text(script(), encoding="utf-8")
    return kept
