"""The second wall on connections that are shared, that nobody named, that work and that listen."""

import asyncio
import inspect
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import psycopg
import pytest
from django.db import connection, connections, models, transaction
from django.test import Client
from procrastinate.contrib.django import app

from cairn.config import worker
from cairn.conversations.models import Conversation
from cairn.core import walls
from cairn.matching import actions as matching
from cairn.matching.models import Run
from cairn.mentorship import actions as walking
from cairn.mentorship.models import Meeting, Mentorship, OwnCalendar
from cairn.notifications.models import Notice
from cairn.people.keys import store as keys
from cairn.people.models import Invitation, Person
from cairn.realtime import hub, signals
from cairn.realtime.stream import Live
from cairn.recovery import actions as recovery
from cairn.recovery import support
from cairn.recovery.models import CheckIn
from tests import cast as casting
from tests.architecture import first_wall, reading, walled, world
from tests.cast import Cast
from tests.factories import conversations, mentorship
from tests.factories import matching as pools
from tests.factories.people import invited
from tests.streams import opened, until

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)

REQUESTS, AT_ONCE = 40, 4
ABOUT = {
    "notice_id": Notice,
    "run_id": Run,
    "invitation_id": Invitation,
    "check_in_id": CheckIn,
    "meeting_id": Meeting,
    "calendar_id": OwnCalendar,
}
"""What each parameter of a job names."""


@pytest.fixture
def cast() -> Cast:
    """Everybody, and a conversation of the two, for connections of any kind to see."""
    with keys.keep_in_mind(), transaction.atomic():
        assembled = casting.assemble()
        conversations.written(conversations.opened(assembled), assembled.mentor, world.WORDS)
    _forget_jobs()
    return assembled


def test_a_connection_of_the_pool_carries_nobody_to_the_next_person(cast):
    far = _program_of(cast.outsider, "Far program")
    people = [cast.coordinator, cast.outsider] * (REQUESTS // 2)
    with first_wall.down(), ThreadPoolExecutor(AT_ONCE) as threads:
        asked = list(threads.map(_ask_for_programs, people))
    shown = {
        (person.display_name, "Evening program" in page, far in page) for person, page, _ in asked
    }
    assert shown == {("Sage Test", True, False), ("Bryony Test", False, True)}
    served: dict[int, set[UUID]] = {}
    for person, _page, link in asked:
        served.setdefault(link, set()).add(person.pk)
    assert max(map(len, served.values())) == 2


def test_after_a_request_and_after_one_that_broke_the_connection_names_nobody(cast, monkeypatch):
    browser = Client(raise_request_exception=False)
    browser.force_login(cast.coordinator.account)
    assert browser.get("/programs/").status_code == 200
    assert walled.seen(connection) == {}
    monkeypatch.setattr("cairn.programs.queries.with_counts", lambda _programs: 1 / 0)
    assert browser.get("/programs/").status_code == 500
    assert walled.seen(connection) == {}


def test_a_connection_of_its_own_sees_no_row(cast):
    with psycopg.connect(**hub._address()) as alone:
        alone.execute("listen cairn")
        assert walled.seen(alone) == {}


def test_a_job_in_which_nobody_was_named_sees_no_row(cast):
    seen: list[dict[str, int]] = []

    @app.task(name="tests.look")
    def look() -> None:
        seen.append(walled.seen(connection))

    organization = str(cast.mentee.organization_id)
    notice = _first(Notice, cast.mentee)
    for _ in range(4):
        app.tasks["notifications.mail_notice"].defer(organization_id=organization, notice_id=notice)
        look.defer()
    _work()
    assert seen == [{}] * 4


def test_a_job_finds_nothing_of_another_organization_than_its_own(cast):
    theirs = cast.mentee
    with keys.keep_in_mind(), walls.acting_in(theirs.organization_id):
        pools.answered(cast)
        invited(cast.program.organization)
        recovery.check_in(by=cast.mentee, answers=support.CheckIn(mood=3))
        matching.suggest(by=cast.coordinator, program=cast.program)
        walking.wish_for_mail(by=theirs, is_wished=True)
        mentorship.agreed(Mentorship.objects.get(mentee=theirs))
        walking.link_calendar(by=theirs, link="https://calendar.invalid/busy.ics")
    _forget_jobs()
    read_by_outsiders, read_by_ours = {}, {}
    for name, about in _jobs_about_a_row().items():
        told = {about: _first(ABOUT[about], theirs)} | _more_of(name, theirs)
        read_by_outsiders[name] = _read_by(name, cast.outsider, theirs, **told)
        read_by_ours[name] = bool(_read_by(name, theirs, theirs, **told))
    assert {name: read for name, read in read_by_outsiders.items() if read} == {}
    assert read_by_ours == dict.fromkeys(read_by_outsiders, True)


def test_a_stream_hears_nothing_of_another_organization(cast):
    async def story() -> None:
        live = Live()
        with first_wall.down():
            (page,) = await opened(live, _sessions[0])
            await asyncio.to_thread(_write, cast)
            await asyncio.to_thread(_tell, cast.outsider)
            await until(lambda: page.names[-1:] == ["notices"])
        assert page.names == ["ready", "notices"]
        await live.end()

    _sessions = [world.session_of(cast.outsider)]
    asyncio.run(story())


def _ask_for_programs(person: Person) -> tuple[Person, str, int]:
    """Open the list of programs over a connection of the pool; return it with the connection."""
    browser = Client()
    browser.force_login(person.account)
    page = browser.get("/programs/").content.decode()
    link = connection.connection.info.backend_pid
    assert walled.seen(connection) == {}
    connections.close_all()
    return person, page, link


def _program_of(person: Person, name: str) -> str:
    with walls.acting_in(person.organization_id):
        return casting.make_program(person.organization, name).name


def _first(model: type[models.Model], person: Person) -> str:
    """Return the id of some row of a person's organization."""
    with walls.acting_in(person.organization_id):
        row = model._default_manager.first()
        assert row
        return str(row.pk)


def _jobs_about_a_row() -> dict[str, str]:
    """Return, of every job that names an organization, what else it names."""
    asked = {name: inspect.signature(task.func).parameters for name, task in app.tasks.items()}
    return {
        name: next(parameter for parameter in named if parameter != "organization_id")
        for name, named in asked.items()
        if "organization_id" in named
    }


def _more_of(job: str, person: Person) -> dict[str, object]:
    """Return what a job is told beside the row it is about."""
    if job == "mentorship.mail_appointment":
        return {"person_id": str(person.pk), "is_canceled": False}
    return {}


def _read_by(job: str, person: Person, theirs: Person, **about: object) -> list[str]:
    """Run a job in a person's organization, the first wall down; return what it read of theirs."""
    with first_wall.down(), reading.noted() as read:
        app.tasks[job].defer(organization_id=str(person.organization_id), **about)
        _work()
    return reading.of(read, theirs.organization_id)


def _work() -> None:
    """Run what is due, and forget what failed."""
    worker.work(wait=False)
    _forget_jobs()


def _forget_jobs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")


def _write(cast: Cast) -> None:
    """Let the mentor write to the mentee, in their own organization."""
    mentor = cast.mentor
    with keys.keep_in_mind(), walls.acting_in(mentor.organization_id):
        conversations.written(Conversation.objects.get(), mentor, world.WORDS)
    connections.close_all()


def _tell(person: Person) -> None:
    signals.signal(person.pk, "notices")
    connections.close_all()
