"""Import a roster: a CSV file, one row a person.

Prints a line for each cell that is refused (LINE:COLUMN: reason), then for each that is worth a
look (warning: LINE:COLUMN: reason), then what was created, updated, unchanged and refused. All
or nothing: one refused row stops the whole. The exit status is 2 when anything is refused.
"""

import argparse
import sys
from pathlib import Path

from cairn.config import prepare

SETTINGS = ("recovery_center", "sober_living", "outpatient", "community", "aftercare", "informal")
_ENOUGH = 16 * 1024 * 1024  # bytes; a roster may have fewer, and the reader says so
_WRONG = 2
_MADE = (
    "The organization “{name}” was made: `cairn init` with that name gives it its first admin.\n"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe `roster import`."""
    actions = parser.add_subparsers(required=True, metavar="action", title="actions")
    bring_in = actions.add_parser("import", help="bring a file's people into a program")
    bring_in.add_argument("file", type=Path, metavar="FILE")
    bring_in.add_argument("--program", required=True, metavar="NAME", help="made when missing")
    bring_in.add_argument(
        "--setting",
        choices=SETTINGS,
        default=SETTINGS[0],
        help="what kind of place a program made here lives in (default: recovery_center)",
    )
    bring_in.add_argument(
        "--organization",
        metavar="NAME",
        help="which one, where there are several; made when there is none",
    )
    bring_in.add_argument("--dry-run", action="store_true", help="say what it would do, do nothing")
    bring_in.add_argument(
        "--skip-refused", action="store_true", help="leave refused rows out, import the others"
    )


def run(options: argparse.Namespace) -> int:
    """Import the file, print what happened and return the exit status."""
    try:
        data = _read(options.file)
    except OSError as problem:
        reason = (problem.strerror or "unusable").lower()
        sys.stderr.write(f"cairn: The roster {options.file} cannot be read: {reason}.\n")
        return _WRONG
    folder = prepare.installation()
    from cairn.config import rostering  # noqa: PLC0415 - Django is set up by now

    wish = rostering.Wish(
        program=options.program,
        setting=options.setting,
        organization=options.organization,
        dry_run=options.dry_run,
        skip_refused=options.skip_refused,
    )
    report = rostering.import_roster(data, wish)
    sys.stdout.writelines(f"{line}\n" for line in report.lines)
    if report.made:
        folder.become("site")
        sys.stderr.write(_MADE.format(name=report.made))
    prepare.let_go()
    return _WRONG if report.refused else 0


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_ENOUGH)
