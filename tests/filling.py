"""Build the world of the tests into a server's databases: `python -m tests.filling`.

Prints, as JSON, the path of each route that has one here, and a session for everybody in the cast.
"""

import json

import django
from django.db import transaction
from django.urls import reverse


def main() -> None:
    """Build it in one transaction and print where it is."""
    django.setup()
    from cairn.core.walls import acting_in  # noqa: PLC0415 - Django is set up by now
    from cairn.people.keys import store as keys  # noqa: PLC0415
    from tests.architecture import routes, world  # noqa: PLC0415

    with keys.keep_in_mind(), transaction.atomic():
        built = world.build()
    sessions = {world.NOBODY: world.session_of_asker(built.asker)}
    for role, person in built.cast.people.items():
        with acting_in(person.organization_id):
            sessions[role] = world.session_of(person)
    paths = {
        route.name: reverse(route.name, kwargs=built.paths.get(route.name, {}))
        for route in routes.all_routes()
        if set(route.kwargs) <= set(built.paths.get(route.name, {}))
    }
    print(json.dumps({"paths": paths, "sessions": sessions}))  # noqa: T201 - read by a test


main()
