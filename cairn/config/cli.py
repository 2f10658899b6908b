"""The `cairn` command: each module of `cairn.config.commands` is a subcommand by its name."""

import argparse
import pkgutil
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import version
from types import ModuleType

from cairn.config import commands
from cairn.config.folder import Trouble

_INTERRUPTED = 130
_ABOUT = "Software a recovery organization runs its peer mentoring on."
_ENVIRONMENT = """\
environment:
  CAIRN_DATA          the data folder (default: var, where the command is run)
  PORT                where `serve` listens (default: 8000)
  DATABASE_URL        an ordinary PostgreSQL server instead of the embedded one
  DATABASE_OWNER_URL  its login that owns the tables; without it DATABASE_URL is the owner's,
                      and a login that owns nothing is made beside it
  KEYS_URL, KEYS_OWNER_URL
                      the key store, when it is not to stand beside the main database
  CAIRN_URL           the address people use, such as https://cairn.example.org

exit status: 0 done, 1 something has to be put right first (one sentence says what),
2 the command or the data given to it was wrong"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and return the exit status."""
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except Trouble as trouble:
        print(f"cairn: {trouble}", file=sys.stderr)  # noqa: T201 - told at the terminal
        return 1
    except KeyboardInterrupt:
        return _INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cairn",
        description=_ABOUT,
        epilog=_ENVIRONMENT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"cairn {version('cairn')}")
    subparsers = parser.add_subparsers(required=True, metavar="command", title="commands")
    for found in pkgutil.iter_modules(commands.__path__):
        module = import_module(f"{commands.__name__}.{found.name}")
        about = module.__doc__ or ""
        short = about.partition("\n")[0]
        _add(subparsers.add_parser(found.name, help=short, description=about), module)
    return parser


def _add(parser: argparse.ArgumentParser, module: ModuleType) -> None:
    parser.set_defaults(run=module.run)
    module.add_arguments(parser)
