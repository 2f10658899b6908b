"""What meetings cost where there are many: `make bench-meetings`.

5,000 mentorships of 1,000 mentors with 100,000 meetings, of which 5,000 are agreed for the days to
come; every twelfth pair has gone quiet. Each read is what a page asks for; its statements are
counted. The last line shows what the database's constraint costs when a time is booked. Other
sizes: `bench/meetings.py 500 20`.

At 2,000 mentorships and 40,000 meetings, on two cores that others worked on as well (SQL, p50 ms):
what needs somebody 1, 103; quiet pairs 1, 123, the six of Today 1, 43 (before they were one query
2, 415); Today of a mentor 1, 97; the two's own page 2, 298; times that suit both 2, 15; a feed 1,
43; reminders with nothing due 7, 81, both looks by the index `meetings_agreed`; propose and agree
29, 144.
"""

import atexit
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import walls as grown

from cairn.config import folder as folders
from cairn.config import prepare
from cairn.config.commands import demo

WALKS, EACH = 5_000, 20
A_MENTOR = 5
TIMES = 15
BATCH = 5_000
QUIET = 12  # of so many pairs one has gone quiet


def main() -> None:
    """Build, measure, and print the table."""
    path = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, path)  # after the database has been left, which registers later
    made = folders.opened(path / "data")
    made.become("demo")
    prepare.prepare(made)
    demo.build()
    walks, each = map(int, sys.argv[1:]) if sys.argv[1:] else (WALKS, EACH)
    rows = within(lambda: fill(walks, each))
    grown.as_owner("analyze")  # what a server does by itself within a minute
    within(lambda: measure(rows))


def within(work: Callable[[], Any]) -> Any:
    """Work inside the demo's organization."""
    from cairn.core.walls import acting_in  # noqa: PLC0415 - Django is set up by now
    from cairn.people import queries  # noqa: PLC0415 - likewise
    from cairn.people.keys import store as keys  # noqa: PLC0415 - likewise

    with keys.keep_in_mind(), acting_in(queries.organizations()[0]):
        return work()


def fill(walks: int, each: int) -> list[Any]:
    """Add mentorships with their meetings; return the mentorships."""
    from cairn.conversations.models import Conversation  # noqa: PLC0415 - likewise
    from cairn.core import clock  # noqa: PLC0415 - likewise
    from cairn.mentorship.models import Booking, Meeting, Mentorship  # noqa: PLC0415 - likewise
    from cairn.people.models import Person  # noqa: PLC0415 - likewise
    from cairn.programs.models import Program  # noqa: PLC0415 - likewise

    now, program = clock.now().replace(minute=0, second=0, microsecond=0), Program.objects.all()[0]
    begun = Booking.objects.count(), time.perf_counter()
    mentors = people(program, Person, walks // A_MENTOR, "Fir")
    mentees = people(program, Person, walks, "Moss")
    rows = [
        Mentorship(
            organization_id=program.organization_id,
            program=program,
            mentee=mentee,
            mentor=mentors[number // A_MENTOR],
            matched_at=now - timedelta(days=200),
            begun_at=now - timedelta(days=199),
        )
        for number, mentee in enumerate(mentees)
    ]
    Mentorship.objects.bulk_create(rows, batch_size=BATCH)
    meetings = [
        met(walk, number, week, each, now)
        for number, walk in enumerate(rows)
        for week in range(each)
    ]
    Meeting.objects.bulk_create(meetings, batch_size=BATCH)
    Booking.objects.bulk_create(booked(meetings), batch_size=BATCH)
    talks = [talked(walk, number, now) for number, walk in enumerate(rows)]
    Conversation.objects.bulk_create(talks, batch_size=BATCH)
    took, added = time.perf_counter() - begun[1], Booking.objects.count() - begun[0]
    print(f"{len(rows):,} mentorships, {len(meetings):,} meetings, ", end="")
    print(f"{added:,} bookings ({took:.0f} s)")
    return rows


def met(walk: Any, number: int, week: int, each: int, now: Any) -> Any:
    """Return a pair's meeting so many weeks ago; that of this week is still to come."""
    from cairn.mentorship.models import Meeting  # noqa: PLC0415 - likewise

    start = begin(now, number, week)
    return Meeting(
        organization_id=walk.organization_id,
        mentorship=walk,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        mode="phone",
        state="held" if week else "agreed",
        is_first=week == each - 1,
        set_by=walk.mentor,
    )


def talked(walk: Any, number: int, now: Any) -> Any:
    """Return a pair's conversation, written in not long ago."""
    from cairn.conversations.models import Conversation  # noqa: PLC0415 - likewise

    latest = now - timedelta(days=number % QUIET or 2 * rule_days())
    return Conversation(organization_id=walk.organization_id, mentorship=walk, latest_at=latest)


def rule_days() -> int:
    """Return after how many days without a sign a pair is quiet."""
    from cairn.conversations import quiet  # noqa: PLC0415 - likewise

    return quiet.AFTER_DAYS


def booked(meetings: list[Any]) -> list[Any]:
    """Return the time that each meeting takes of each of its two."""
    from cairn.mentorship.models import Booking  # noqa: PLC0415 - likewise

    return [
        Booking(
            organization_id=one.organization_id,
            meeting=one,
            person=person,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
        )
        for one in meetings
        for person in one.mentorship.pair
    ]


def people(program: Any, kind: Any, count: int, name: str) -> list[Any]:
    """Add people without accounts."""
    from cairn.people.keys import store as keys  # noqa: PLC0415 - likewise

    made = [
        kind(organization_id=program.organization_id, display_name=f"{name} {number}")
        for number in range(count)
    ]
    keys.make(*(person.pk for person in made))
    keys.warm([person.pk for person in made])
    added: list[Any] = kind.objects.bulk_create(made, batch_size=BATCH)
    return added


def begin(now: Any, number: int, week: int) -> Any:
    """Return when a mentorship's meeting of so many weeks ago is: no mentor meets two at once."""
    later = 3 if week and number % QUIET == 0 else 0
    return now + timedelta(days=2 - 7 * (week + later), hours=2 * (number % A_MENTOR))


def measure(walks: list[Any]) -> None:
    """Print a row for each thing that a page or the clock asks."""
    from cairn.conversations import queries as conversations  # noqa: PLC0415 - likewise
    from cairn.mentorship import feeds, queries, reminding  # noqa: PLC0415 - likewise
    from cairn.people import queries as accounts  # noqa: PLC0415 - likewise
    from cairn.people.models import Person  # noqa: PLC0415 - likewise

    walk, hour = walks[len(walks) // 2], timedelta(hours=1)
    account = accounts.demo_accounts()["coordinator"]
    staff = Person.objects.select_related("account").get(account=account)
    print(f"{'':36}{'SQL':>5}{'p50 ms':>9}{'worst':>9}")
    show("Today of a mentor", lambda: queries.live_of(walk.mentor))
    show("the two's own page", lambda: queries.view_of(walk, walk.mentee))
    show("times that suit both", lambda: queries.times_for(walk, walk.mentee, hour))
    show("a feed", lambda: feeds.feed_of(walk.mentor))
    show("the board: what needs somebody", lambda: queries.mentorships_needing(staff))
    show("quiet pairs, all of them", lambda: conversations.quiet(staff))
    show("quiet pairs, those of Today", lambda: conversations.quiet(staff, most=6))
    show("reminders, nothing due", reminding.remind)
    show("propose and agree to a time", lambda: agree(walk))


def agree(walk: Any) -> None:
    """Agree to a time nobody has."""
    from cairn.core import clock  # noqa: PLC0415 - likewise
    from cairn.mentorship import actions, policies  # noqa: PLC0415 - likewise
    from cairn.mentorship.models import Booking, Meeting  # noqa: PLC0415 - likewise

    taken = Booking.objects.filter(person=walk.mentee).count()
    start = clock.now() + timedelta(days=10, hours=2 * taken)
    plan = policies.Plan(start, timedelta(hours=1), Meeting.Mode.PHONE)
    meeting = actions.propose(by=walk.mentor, mentorship=walk, plan=plan)
    actions.accept(by=walk.mentee, meeting=meeting)


def show(name: str, ask: Callable[[], Any]) -> None:
    """Ask a few times; print how many statements it took, and how long."""
    from django.db import connection  # noqa: PLC0415 - likewise
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - likewise

    with CaptureQueriesContext(connection) as asked:
        ask()
    took = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        ask()
        took.append((time.perf_counter() - begun) * 1000)
    print(f"{name:36}{len(asked):5}{statistics.median(took):9.1f}{max(took):9.1f}")


if __name__ == "__main__":
    main()
