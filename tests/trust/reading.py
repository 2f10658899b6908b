"""Read every message of a conversation from the tables: `python -m tests.trust.reading ID`."""

import json
import sys
from uuid import UUID

import django


def main(conversation: UUID) -> None:
    """Print the bodies as JSON, in the order of their ids."""
    django.setup()
    from cairn.conversations.models import Message  # noqa: PLC0415 - Django is set up by now
    from cairn.core.walls import acting_in  # noqa: PLC0415
    from cairn.people import queries  # noqa: PLC0415
    from cairn.people.keys import store as keys  # noqa: PLC0415

    bodies: list[str] = []
    for organization in queries.organizations():
        with keys.keep_in_mind(), acting_in(organization):
            found = Message.objects.filter(conversation=conversation).order_by("pk")
            bodies += [message.body for message in found]
    print(json.dumps(bodies))  # noqa: T201 - read by a test


main(UUID(sys.argv[1]))
