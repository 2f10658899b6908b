"""`make trust`: everything that proves a promise, at full length; then a line for each promise."""

import os
import sys

import pytest

from tests.trust import proving

SIDE_BY_SIDE = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "--durations", "30"]
"""As `make test` does: each process takes a file at a time, the long ones first."""


def main() -> int:
    """Return 0 when every test passed and every promise was measured and kept."""
    os.environ["CAIRN_TRUST"] = "long"
    status = pytest.main([*SIDE_BY_SIDE, *proving.files()])
    return told(passed=status == pytest.ExitCode.OK)


def told(*, passed: bool) -> int:
    """Print a line for each promise; return 0 when all is well."""
    from tests import promises  # noqa: PLC0415 - it reads the environment

    print("\n".join(promises.line(name) for name in promises.GOALS))  # noqa: T201 - its purpose
    return 0 if passed and promises.all_kept() else 1


if __name__ == "__main__":
    sys.exit(main())
