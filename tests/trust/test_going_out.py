"""What goes out by itself goes to whom the table of who may do what lets have it, and to nobody else.

Three ways lead out without anybody asking: the names that open pages hear, the jobs, and the mails
they send. Every door that changes something is entered as somebody who may, and the clock comes by
when something is due; everything that then goes out is a cell for each role: about a row, by a way,
to whom. Who gets it must be allowed
to read such a row; at the policies the row must be hidden from whom the table hides it from.
"""

import inspect
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock
from uuid import UUID

import pytest
from django.core import mail
from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.models import ProcrastinateJob

from cairn.conversations.models import Conversation
from cairn.core import clock
from cairn.core.walls import acting_in
from cairn.matching.models import Run
from cairn.mentorship.models import Meeting, Mentorship, OwnCalendar
from cairn.notifications.models import Notice
from cairn.people.keys import store as keys
from cairn.people.models import Address, Invitation, Person
from cairn.realtime import signals
from cairn.recovery.models import CheckIn
from tests import promises
from tests.architecture import matrix, ties
from tests.architecture.ties import Bonds, Row
from tests.cast import Cast
from tests.trust import doors
from tests.trust.doors import Door, House

_ROLES = [one.name for one in fields(Cast) if one.name != "program"]
GOLDEN = Path(__file__).with_name("going_out.txt")
FEW = {"conversation", "invite_by_mail", "account_reset_password", "api:check-ins"}
"""Doors after which something goes out by nearly every way."""

QUERIES = {"asking": "?step=99"}
"""What is asked for beside the path, where only then something goes out: the last of some steps."""

BARE = {signals.SIGNED_OUT}
"""Names that are about no row: they tell an open page to look whether its session stands."""


@dataclass(frozen=True)
class Sent:
    """Something that went out: by which way, about which row, to whom."""

    way: str
    row: Any
    to: Person


@dataclass
class Ear:
    """Hears what goes out."""

    heard: list[Sent] = field(default_factory=list)
    waited: frozenset[int] = field(default_factory=lambda: frozenset(_waiting()))

    def signal(self, person_id: UUID, name: str) -> None:
        """Hear a name that a person's open pages are told."""
        if name not in BARE:
            to = Person.objects.get(pk=person_id)
            self.heard.append(Sent(*_named(name, to), to))

    def run_jobs(self) -> None:
        """Run what waits since, and what then waits; hear whom each job and its mails reach."""
        while new := _waiting() - self.waited:
            self.waited |= new
            for job in ProcrastinateJob.objects.filter(pk__in=new).order_by("id"):
                if about := _ABOUT.get(next(iter(_parameters(job.task_name) & set(_ABOUT)), "")):
                    self._run(job.task_name, job.args, about)
                else:
                    jobs.tasks[job.task_name].func(**job.args)

    def _run(self, name: str, args: dict[str, Any], about: Callable[[Any], Any]) -> None:
        mail.outbox.clear()
        with _within(args), keys.keep_in_mind():
            before, row = len(self.heard), about(args)
            jobs.tasks[name].func(**args)
            mailed = [_holder(address) for message in mail.outbox for address in message.to]
            reached = [*mailed, *(sent.to for sent in self.heard[before:])]
            self.heard += [Sent(f"mail/{name}", row, to) for to in mailed]
            self.heard += [Sent(f"job/{name}", _between(row, to), to) for to in reached]


def _waiting() -> set[int]:
    return set(ProcrastinateJob.objects.filter(status="todo").values_list("pk", flat=True))


def _parameters(job: str) -> set[str]:
    return set(inspect.signature(jobs.tasks[job].func).parameters)


_ABOUT: dict[str, Callable[[Any], Any]] = {
    "notice_id": lambda args: Notice.objects.get(pk=args["notice_id"]),
    "run_id": lambda args: Run.objects.get(pk=args["run_id"]),
    "invitation_id": lambda args: Invitation.objects.get(pk=args["invitation_id"]).person,
    "check_in_id": lambda args: CheckIn.objects.get(pk=args["check_in_id"]),
    "meeting_id": lambda args: Meeting.objects.get(pk=args["meeting_id"]),
    "calendar_id": lambda args: OwnCalendar.objects.get(pk=args["calendar_id"]),
    "alias": lambda args: Person.objects.get(account__email=args["alias"]),
}
"""The row that a job is about, by what it is given."""


def _named(name: str, to: Person) -> tuple[str, Any]:
    """Return the way of a name, and the row that it is about."""
    if name == "notices":
        return "stream/notices", Notice.objects.filter(person=to).latest("created_at")
    tables: dict[str, Any] = {"conversation": Conversation, "matching-run": Run}
    kind = next(kind for kind in tables if name.startswith(f"{kind}-"))
    return f"stream/{kind}", tables[kind].objects.get(pk=name.removeprefix(f"{kind}-"))


def _between(row: Any, to: Person) -> Any:
    """Return what a check-in is told under: what its writer and a mentor have together."""
    if not isinstance(row, CheckIn):
        return row
    return Mentorship.objects.get(
        mentee=row.person, mentor=to, ended_at=None, begun_at__isnull=False
    )


def _holder(address: str) -> Person:
    """Return whose a mail's address is."""
    name = address.partition("@")[0]
    known = {one.address: one.account_id for one in Address.objects.all()}
    if account := known.get(address):
        return Person.objects.get(account=account)
    return Person.objects.get(pk=UUID(name))


@contextmanager
def _within(args: dict[str, Any]) -> Iterator[None]:
    """Stand where a job says that it is."""
    if organization := args.get("organization_id"):
        with acting_in(UUID(organization)):
            yield
    else:
        yield


@pytest.fixture
def house(db: None) -> House:
    """The world, with an address for everybody by which a mail is known to be theirs."""
    house = House.built()
    for person in house.world.cast.people.values():
        with keys.keep_in_mind(), acting_in(person.organization_id):
            for one in Person.objects.filter(organization_id=person.organization_id):
                one.email = f"{one.pk.hex}@example.org"
                one.save(update_fields=["email"])
    return house


def test_what_goes_out_reaches_nobody_to_whom_its_row_is_nothing(house: House) -> None:
    """The cells are those of going_out.txt; `CAIRN_WRITE_TABLE=1` writes it in the long run."""
    lines: set[str] = set()
    ways: set[str] = set()
    told: list[tuple[str, str]] = []
    for after, sent in _sent(house):
        cells = dict(_cells(house, sent))
        ways.add(sent.way)
        told += [(word, f"{after}: {sent.way}, {role}") for role, word in cells.items()]
        lines.add(_line(after, sent, cells))
    wrong = [f"{cell}: {word}" for word, cell in told if word not in _MARKS]
    reached = sum(word == _REACHED for word, _cell in told)
    figure = f"{len(told)} cells of {len(ways)} ways, {reached} reached; {len(wrong)} wrong"
    promises.found("going out", "; ".join([figure, *wrong[:10]]), is_kept=not wrong)
    assert lines - _kept(lines) == set()
    if promises.IS_LONG:
        assert (lines, ways) == (_kept(lines), set(matrix.table().goes_out))


_REACHED = "in"
_MARKS = {_REACHED: "+", "absent": ".", "not this time": "may"}
_WHO = "whom it reached"
_HEAD = f"{'# after':45}{'way':36}" + "".join(f"{role[:5]:6}" for role in _ROLES).rstrip()


def _line(after: str, sent: Sent, cells: dict[str, str]) -> str:
    marks = [_MARKS.get(word, word) for role, word in cells.items() if role != _WHO]
    return f"{after:45}{sent.way:36}" + "".join(f"{mark:6}" for mark in marks).rstrip()


def _kept(lines: set[str]) -> set[str]:
    """Return the lines agreed on; written anew where that is asked for."""
    if os.environ.get("CAIRN_WRITE_TABLE") and promises.IS_LONG:
        GOLDEN.write_text("\n".join([_HEAD, *sorted(lines)]) + "\n")
    return set(GOLDEN.read_text().splitlines()[1:])


def _sent(house: House) -> Iterator[tuple[str, Sent]]:
    """Yield all that goes out, and after what: a door, or the clock coming by."""
    for door in _asked():
        with doors.undone():
            yield from ((str(door), sent) for sent in _out(house, door))
    for moment in _due():
        with doors.undone(), clock.pinned(moment):
            yield from _by_the_clock()


def _asked() -> Iterator[Door]:
    """Yield the doors that change something; in the short run a few of them."""
    changing = (door for door in doors.all_doors() if door.method != "GET")
    return (door for door in changing if promises.IS_LONG or door.route.name in FEW)


def _out(house: House, door: Door) -> list[Sent]:
    """Enter a door as the first who may; return what went out."""
    ear, visitor = Ear(), house.visitors[door.roles[0]]
    with mock.patch.object(signals, "signal", ear.signal):
        path = house.path(door.route) + QUERIES.get(door.route.name, "")
        visitor.knock(door.route, door.method, path, house.form(door.route))
        ear.run_jobs()
    return ear.heard


def _due() -> Iterator[datetime]:
    """Yield the moments at which something may be due: before and after what two agreed on."""
    for meeting in Meeting.objects.filter(state=Meeting.State.AGREED):
        yield meeting.starts_at - timedelta(hours=20)
        yield meeting.starts_at + timedelta(hours=20)


def _by_the_clock() -> Iterator[tuple[str, Sent]]:
    """Run what the clock starts; yield what went out by each."""
    for periodic in jobs.periodic_registry.periodic_tasks.values():
        task, ear = periodic.task, Ear()
        if not inspect.iscoroutinefunction(task.func):
            with mock.patch.object(signals, "signal", ear.signal):
                task.func(timestamp=0)
                ear.run_jobs()
            yield from ((f"CLOCK {task.name}", sent) for sent in ear.heard)


def _cells(house: House, sent: Sent) -> Iterator[tuple[str, str]]:
    """Yield each role, and whether it got what went out, as it may, and sees the row no more."""
    kind = matrix.table().by_tie[matrix.table().goes_out[sent.way]]
    with acting_in(sent.row.organization_id):
        row, bonds = ties.described(sent.row, kind.name), Bonds.read()
        people = {**house.world.cast.people, _WHO: sent.to}
        for role, person in people.items():
            may = kind.allowed[ties.tie(person, row, bonds)] != matrix.NOTHING
            yield role, _word(person, sent, row, may=may)


def _word(person: Person, sent: Sent, row: Row, *, may: bool) -> str:
    if person == sent.to:
        return _REACHED if may else "reached whom it must not"
    if may:
        return "not this time"
    return "shown whom it must not be" if _sees(person, row) else "absent"


def _sees(person: Person, row: Row) -> bool:
    """Ask the gate of the row's table; whoever serves sees a person, though not what they get."""
    if isinstance(row.row, Person):
        return False
    shown = type(row.row).objects.visible_to(person)
    is_theirs = not isinstance(row.row, Mentorship) or row.row.has(person)
    return is_theirs and bool(shown.filter(pk=row.row.pk).exists())


def test_every_job_that_is_about_a_row_stands_in_the_table() -> None:
    about = {name for name in jobs.tasks if _parameters(name) & set(_ABOUT)}
    naming = {name for name in jobs.tasks if {"organization_id", "alias"} & _parameters(name)}
    ways = matrix.table().goes_out
    assert about == naming == {way[4:] for way in ways if way.startswith("job/")}
    mailing = {name for name in jobs.tasks if "mail" in jobs.tasks[name].func.__code__.co_names}
    assert mailing == {way[5:] for way in ways if way.startswith("mail/")}


def test_what_one_of_the_staff_gets_that_is_not_theirs_is_found(house: House) -> None:
    """Else the cells above prove nothing."""
    ear, cast = Ear(), house.world.cast
    name = f"conversation-{house.world.paths['conversation']['pk']}"
    for person in (cast.coordinator, cast.mentor):
        ear.signal(person.pk, name)
    words = [dict(_cells(house, sent))[_WHO] for sent in ear.heard]
    assert words == ["reached whom it must not", _REACHED]
