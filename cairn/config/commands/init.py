"""Make a real installation: an organization, its country, its first admin.

Prints the link with which the admin joins, once; asked again before they joined, it prints a new
one. Nothing of the demo is in it.
"""

import argparse
import sys

from cairn.config import folder as folders
from cairn.config import prepare

_LANGUAGES = ("en", "es")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options."""
    parser.add_argument("--organization", required=True, metavar="NAME", help="what it is called")
    parser.add_argument(
        "--country",
        required=True,
        metavar="CODE",
        help="two letters, such as US or MX: whose crisis lines are shown first",
    )
    parser.add_argument("--email", required=True, help="the first admin's address")
    parser.add_argument("--name", default="Admin", help="what the admin is called (default: Admin)")
    parser.add_argument(
        "--language", choices=_LANGUAGES, default=_LANGUAGES[0], help="default: %(default)s"
    )
    parser.add_argument(
        "--time-zone", default="America/New_York", metavar="ZONE", help="default: %(default)s"
    )


def run(options: argparse.Namespace) -> int:
    """Make the organization and print the admin's link."""
    data = folders.opened(folders.chosen())
    data.become("site")
    prepare.prepare(data)
    from cairn.config import founding  # noqa: PLC0415 - Django is set up by now

    wish = founding.Wish(
        organization=options.organization.strip(),
        country=options.country.strip().upper(),
        language=options.language,
        time_zone=options.time_zone,
        email=options.email.strip(),
        name=options.name.strip(),
    )
    sys.stdout.writelines(f"{line}\n" for line in founding.found(wish))
    prepare.let_go()
    return 0
