"""Telling one person's open pages that something changed, by its name and nothing else."""

import re
from uuid import UUID

from django.db import connection

CHANNEL = "cairn_live"
SIGNED_OUT = "signed-out"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


def signal(person_id: UUID, name: str) -> None:
    """Tell a person's open pages a name such as "notices", once this transaction commits.

    Raises ValueError for a name that is not lower-case letters, digits and hyphens.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a signal")
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [CHANNEL, f"{person_id} {name}"])
