"""`make trust`: everything that proves a promise, at full length; then a line for each promise."""

import os
import sys

import pytest

PROVING = [
    "tests/trust",
    "tests/trust/long/checks_bite.py",
    "tests/trust/long/equal_time.py",
    "tests/architecture/test_access_table.py",
    "tests/architecture/test_matrix.py",
    "tests/architecture/test_walls.py",
    "tests/architecture/test_second_wall.py",
    "tests/architecture/test_second_wall_beyond.py",
    "tests/behavior/people/test_ways_through_the_wall.py",
    "tests/browser/test_every_page.py",
    "tests/browser/test_hostile_pages.py",
    "tests/browser/test_back_button.py",
]


def main() -> int:
    """Return 0 when every promise was measured and kept."""
    os.environ["CAIRN_TRUST"] = "long"
    status = pytest.main(PROVING)
    from tests import promises  # noqa: PLC0415 - it reads the environment

    print("\n".join(promises.line(name) for name in promises.GOALS))  # noqa: T201 - its purpose
    return 0 if status == pytest.ExitCode.OK and promises.all_kept() else 1


if __name__ == "__main__":
    sys.exit(main())
