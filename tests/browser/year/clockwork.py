"""What the worker does and the clock, when a test says so: `python -m tests.browser.year.clockwork`.

It makes those who are there at first, prints the code of the page to ask on, and then does what
each line says: `strike`, or `sign_in <who>`; for each it prints a line of JSON.
"""

import json
import sys
from typing import Any

import django

from tests.browser.year import moved_clock

PROGRAM, COORDINATOR, MENTOR = "Lantern House", "Sage", "Otis"


class Clockwork:
    """One organization with a program, whoever coordinates it and one mentor."""

    def __init__(self, language: str) -> None:
        from cairn.arrivals import actions as arrivals  # noqa: PLC0415 - Django is set up by now
        from cairn.people.models import Organization, Person  # noqa: PLC0415
        from cairn.programs.models import Enrollment, StaffRole  # noqa: PLC0415
        from tests import cast  # noqa: PLC0415
        from tests.factories import matching  # noqa: PLC0415

        home: Organization = cast.make_organization()
        program = cast.make_program(home, PROGRAM)
        coordinator, mentor = cast.make_people(home, COORDINATOR, MENTOR)
        Person.objects.update(language=language)
        cast.serve(coordinator, StaffRole.Kind.COORDINATOR)
        cast.enroll(program, mentor, Enrollment.Side.MENTOR)
        told = {"languages": ("en", "es"), "time_zone": "America/New_York"}
        matching.tell(mentor, story="I put the kettle on.", **told)
        self.home = home.pk
        self.door = arrivals.open_door(by=coordinator, program=program).code

    def strike(self) -> bool:
        """Let the clock do what is its to do by now, and the worker what waits for it."""
        from tests.trust.transitions import machine  # noqa: PLC0415

        for task in (*machine.BY_THE_CLOCK, machine.work):
            task()
        return True

    def sign_in(self, who: str) -> str:
        """Open a session for somebody, as if they just gave their password."""
        from cairn.people.models import Person  # noqa: PLC0415
        from tests.architecture import world  # noqa: PLC0415

        return world.session_of(Person.objects.get(display_name=who))


def main(language: str) -> None:
    """Make everybody, then do what each line says."""
    moved_clock.install()
    django.setup()
    from django.db import transaction  # noqa: PLC0415

    from cairn.core.walls import acting_in  # noqa: PLC0415
    from cairn.people.keys import store as keys  # noqa: PLC0415

    with keys.keep_in_mind(), transaction.atomic():
        clockwork = Clockwork(language)
    _tell(clockwork.door)
    for line in sys.stdin:
        word, *given = line.split()
        if word == "strike":
            _tell(clockwork.strike())
        else:
            with keys.keep_in_mind(), acting_in(clockwork.home):
                _tell(clockwork.sign_in(*given))


def _tell(what: Any) -> None:
    print(json.dumps(what), flush=True)  # noqa: T201 - read by a test


if __name__ == "__main__":
    main(sys.argv[1])
