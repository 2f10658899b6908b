"""What `make trust` runs: the files of long proofs, and whatever else measures a promise."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ALWAYS = [
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests/trust").glob("test_*.py")),
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests/trust/long").glob("*.py")),
    "tests/architecture/test_access_table.py",
    "tests/architecture/test_walls.py",
    "tests/architecture/test_second_wall_beyond.py",
    "tests/browser/test_every_page.py",
    "tests/browser/long/board.py",
    "tests/browser/long/year.py",
    "tests/behavior/people/test_ways_through_the_wall.py",
    "tests/unit/matching",
    "tests/unit/stones",
]
_MEASURES = re.compile(r"promises\.found\(")


def files() -> list[str]:
    """Return the folders and files, each once."""
    measuring = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("test_*.py")
        if _MEASURES.search(path.read_text(encoding="utf-8"))
    }
    return [*ALWAYS, *sorted(path for path in measuring if not _is_named(path))]


def _is_named(path: str) -> bool:
    return any(path == named or path.startswith(f"{named}/") for named in ALWAYS)
