"""What a mentee takes back is gone from the next page a mentor opens, and from a queued job.

For each kind of data: the mentor asks at every door before it is shared, while it is, and once it
is taken back. The first and the last answers are alike, to the byte; the middle one is not.
"""

from collections.abc import Callable

import pytest

from cairn.consent import actions as consent
from cairn.consent.kinds import AFTER_YES, BEFORE_YES, CHECK_IN, Kind
from cairn.core import clock
from cairn.matching.models import Offer
from cairn.mentorship.models import Mentorship
from cairn.notifications.models import Notice
from cairn.people.models import Person
from cairn.recovery import actions as recovery
from cairn.recovery.support import CheckIn
from cairn.recovery.tasks import tell_mentors
from tests import promises
from tests.architecture import knocking, routes
from tests.factories import matching as pools
from tests.trust import doors
from tests.trust.doors import House

SURFACES = {"shared", "request", "requests", "mentorship", "today", "people", "api:requests"}
"""The doors of the short version: those where it could be seen."""


@pytest.fixture
def house(db: None) -> House:
    with clock.pinned(clock.now()):
        yield House.built()


def told(person: Person) -> None:
    """Let a person tell all there is to tell before a yes."""
    pools.tell(
        person,
        story="I come from the coast.",
        gender="woman",
        birth_year=1987,
        pathways=("smart",),
        spirituality="religious",
        substances=("opioids",),
        life=("parent",),
        interests=("music",),
        career_field="food",
        top_three=("pathway", "age"),
    )


def seen(house: House) -> dict[str, bytes]:
    """Return all that the mentor of the cast gets at the doors that are for looking."""
    bodies = {}
    for route in routes.all_routes():
        is_seen = promises.IS_LONG or route.name in SURFACES
        if is_seen and "GET" in route.methods and route.name not in doors.BY_CHANCE:
            with doors.undone():
                path = knocking.path_of(house.world, route)
                answer = house.visitors["mentor"].knock(route, "GET", path, {})
                bodies[route.name] = b"" if answer.streaming else doors.masked(answer.content)
    return bodies


def faults(house: House, kinds: tuple[Kind, ...], share: Callable[..., None]) -> list[str]:
    """Share each kind by itself and take it back; return what was wrong."""
    found = []
    share(())
    before = seen(house)
    for kind in kinds:
        share((kind,))
        if seen(house) == before:
            found.append(f"{kind} is nowhere seen while it is shared")
        share(())
        after = seen(house)
        found += [f"{kind} at {name}" for name in before if after[name] != before[name]]
    return found


def test_what_is_taken_back_is_seen_at_no_door(house: House) -> None:
    offer = Offer.objects.get(pk=house.world.paths["request"]["pk"])
    told(offer.person)
    walk = Mentorship.objects.get(pk=house.world.paths["shared"]["pk"])
    told(walk.mentee)
    recovery.check_in(by=walk.mentee, answers=CheckIn(1, 2, 3, 4), words="By the river.")
    recovery.begin_stretch(by=walk.mentee, started_on=clock.today(walk.mentee.time_zone))

    def before_yes(kinds: tuple[str, ...]) -> None:
        consent.share(by=offer.person, kinds=kinds)

    def after_yes(kinds: tuple[str, ...]) -> None:
        consent.share(by=walk.mentee, kinds=kinds, mentorship=walk)

    some = promises.many(5, 1)  # each kind at its own page: tests/behavior/recovery
    before, after = BEFORE_YES[::some], AFTER_YES[::some]
    found = faults(house, before, before_yes) + faults(house, after, after_yes)
    found += _told_by_jobs(walk, after_yes)
    kinds = len(before) + len(after)
    surfaces = len(seen(house)) + 1
    figure = f"{kinds} kinds of data at {surfaces} surfaces, jobs among them, {len(found)} seen"
    promises.found("consent", "; ".join([figure, *found[:20]]), is_kept=not found)


def _told_by_jobs(walk: Mentorship, share: Callable[..., None]) -> list[str]:
    """Queue the job that tells of a check-in while it is shared, and run it once it is not."""
    found = []
    for kind in CHECK_IN:
        if not _is_told(walk, share, kind, is_taken_back=False):
            found.append(f"no job tells of {kind}")
        if _is_told(walk, share, kind, is_taken_back=True):
            found.append(f"{kind} by a job")
    return found


def _is_told(
    walk: Mentorship, share: Callable[..., None], kind: str, *, is_taken_back: bool
) -> bool:
    with doors.undone():
        share((kind,))
        kept = recovery.check_in(by=walk.mentee, answers=CheckIn(1, 2, 3, 4), words="A word.")
        if is_taken_back:
            share(())
        tell_mentors(organization_id=str(kept.organization_id), check_in_id=str(kept.pk))
        return Notice.objects.filter(person=walk.mentor, kind="consent.shared").exists()
