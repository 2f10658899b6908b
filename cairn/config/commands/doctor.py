"""Look whether all is well: versions, disk, logins, tables, jobs, crisis numbers, settings.

Each line begins with "fine", "look" (soon) or "wrong" (put it right). Nothing is changed. The
exit status is 1 when something is wrong.
"""

import argparse
import sys

from cairn.config import folder, prepare


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no options: CAIRN_DATA and the addresses say what to look at."""


def run(_options: argparse.Namespace) -> int:
    """Print every finding and return whether one is wrong."""
    data = folder.opened(folder.chosen())
    prepare.see_that_it_was_made(data)
    prepare.connect(data)
    from cairn.config import doctor  # noqa: PLC0415 - Django is set up by now

    found = list(doctor.findings(data))
    sys.stdout.writelines(f"{finding.state:6}{finding.text}\n" for finding in found)
    prepare.let_go()
    return int(any(finding.is_wrong for finding in found))
