"""Build the demonstration: a living organization of made-up people, for looking around.

It lives in a data folder of its own and is never mixed with a real installation.
"""

import argparse
import sys

from cairn.config import folder as folders
from cairn.config import prepare


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no options: CAIRN_DATA says where."""


def run(_options: argparse.Namespace) -> int:
    """Build it where there is none yet, and name the accounts one can look around with."""
    folder = folders.opened(folders.chosen())
    folder.become("demo")
    prepare.prepare(folder)
    with folder.alone():
        build()
    sys.stdout.write("\n".join(["The demo is ready. `make run` shows it. Accounts:", *accounts()]))
    sys.stdout.write("\n")
    return 0


def build() -> None:
    """Build the demo unless it is there."""
    from cairn.home import demo  # noqa: PLC0415 - Django's models wait for the environment
    from cairn.people import queries  # noqa: PLC0415 - likewise

    if not queries.organizations():
        demo.build()
        _gather_statistics()


def _gather_statistics() -> None:
    """Let the database look at what was written: until then it plans for empty tables.

    By itself it does so within a minute, in which a coordinator's Today is ten times slower.
    """
    from django.db import connections  # noqa: PLC0415 - Django waits for the environment

    with connections["owner"].cursor() as cursor:
        cursor.execute("analyze")


def accounts() -> list[str]:
    """Return a line for each account, one a role."""
    from cairn.home import demo  # noqa: PLC0415 - Django's models wait for the environment

    return [f"{account.role:12} {account.name}" for account in demo.accounts()]
