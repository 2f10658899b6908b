"""Run the jobs alone, until Ctrl-C: on another machine, or beside `cairn serve --no-worker`."""

import argparse

from cairn.config import prepare


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options."""
    parser.add_argument("--once", action="store_true", help="run the jobs that are due, then stop")


def run(options: argparse.Namespace) -> int:
    """Work until asked to stop."""
    prepare.installation()
    from cairn.config import worker  # noqa: PLC0415 - Django is set up by now

    worker.work(wait=not options.once)
    return 0
