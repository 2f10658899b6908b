"""Let an organization admin in who lost every way to sign in.

For where nobody else can: two admins let a third in on a page. Prints a paper code, shown once.
The admin's password, passkeys, devices and API tokens stop working in the organization; the act
stands in its record, and the admin is told.
"""

import argparse
import sys

from cairn.config import prepare


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe `admin let-in`."""
    actions = parser.add_subparsers(required=True, metavar="action", title="actions")
    let_in = actions.add_parser("let-in", help="give an admin a new way in, on paper")
    let_in.add_argument(
        "--admin", metavar="WHO", help="their name or e-mail address, where there are several"
    )
    let_in.add_argument("--organization", metavar="NAME", help="which one, likewise")


def run(options: argparse.Namespace) -> int:
    """Let the admin in and print the code."""
    prepare.installation()
    from cairn.config import letting_in  # noqa: PLC0415 - Django is set up by now

    lines = letting_in.let_in(options.organization, options.admin)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    prepare.let_go()
    return 0
