"""Guards taken away, one at a time: each must be missed, by the state that it alone keeps away.

None of this is in the shipped code. Where the database guards as well as a policy, both are gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import psycopg

from cairn.audit import records
from cairn.config.postgres_cluster import OWNER
from cairn.conversations import policies as conversations
from cairn.conversations.models import Conversation
from cairn.core import clock
from cairn.core.verdict import ALLOWED, Verdict, refuse
from cairn.matching import policies as matching
from cairn.mentorship import calling_off, policies, queries
from cairn.mentorship.actions import notes, walks
from cairn.mentorship.models import Meeting, Mentorship, NoteVersion
from cairn.mentorship.policies import meetings
from cairn.mentorship.policies import notes as about_notes
from cairn.mentorship.policies.walks import between_the_two
from cairn.people import apart
from cairn.people.models import Person
from cairn.programs import policies as programs
from cairn.programs.models import Enrollment
from cairn.safety import keeping_apart
from tests import database
from tests.architecture.first_wall import bent
from tests.trust.transitions import machine

Fault = Callable[[], AbstractContextManager[Any]]


@dataclass(frozen=True)
class Bite:
    """What is taken away, the state that must be found then, and which acts bring it about."""

    fault: Fault
    state: str
    likelier: tuple[str, ...]


def _patched(holder: Any, name: str, instead: Any) -> Fault:
    return lambda: patch.object(holder, name, instead)


def _bent(policy: Any, instead: Any) -> Fault:
    return lambda: bent(policy, instead)


def _yes(*_given: Any, **_named: Any) -> Verdict:
    return ALLOWED


def _never(*_given: Any, **_named: Any) -> bool:
    return False


def _of_the_two(person: Person, mentorship: Mentorship, *_more: Any) -> Verdict:
    """Each of the two, at any time."""
    return ALLOWED if mentorship.has(person) else refuse("not_yours", "This is between others.")


def _once_signed(person: Person, conversation: Conversation) -> Verdict:
    """Each of the two from the second signature on, with no end."""
    return conversations.can_open(person, conversation.mentorship)


def _writing_first(_person: Person, mentorship: Mentorship) -> Verdict:
    """A refusal that has written something by then."""
    Mentorship.objects.filter(pk=mentorship.pk).update(waiting_since=None)
    return refuse("too_late", "It is too late.")


def _pairing_with(**fields: Any) -> Fault:
    read = queries.pairing
    return _patched(queries, "pairing", lambda *given: replace(read(*given), **fields))


def _a_pair_twice() -> AbstractContextManager[Any]:
    return _both(_pairing_with(walk_already=False), _without_index("one_live_mentorship_a_pair"))


def _booked_twice() -> AbstractContextManager[Any]:
    return _both(_patched(meetings, "is_booked", _never), _booked_by_nobody)


def _asked_twice() -> AbstractContextManager[Any]:
    return _both(_bent(matching.can_choose, _yes), _without_index("one_open_request_at_a_time"))


def _never_apart() -> AbstractContextManager[Any]:
    """Before the worker has come: it never does."""
    return _both(_patched(apart, "are_apart", _never), _patched(machine, "work", lambda: None))


def _rewritten() -> AbstractContextManager[Any]:
    return _both(_patched(notes, "_version", _write_over), _rows_that_change)


def _write_over(by: Person, meeting: Meeting, kind: NoteVersion.Kind, words: str) -> NoteVersion:
    """Write over the newest version, as if nobody had signed it."""
    newest = meeting.note_versions.order_by("-number").first()
    made = newest or NoteVersion(
        organization_id=meeting.organization_id, meeting=meeting, number=1, by=by, kind=kind
    )
    made.words = words
    made.save()
    records.record_by("mentorship.write_note", by=by, about=meeting.pk)
    return made


@contextmanager
def _both(*faults: Fault) -> Iterator[None]:
    with ExitStack() as stack:
        for fault in faults:
            stack.enter_context(fault())
        yield


def _without_index(name: str) -> Fault:
    """Take away what lets a row be there once; it is made again as it was."""

    @contextmanager
    def gone() -> Iterator[None]:
        made_by = _as_owner(f"select pg_get_indexdef('{name}'::regclass)")
        _as_owner(f'drop index "{name}"')
        try:
            yield
        finally:
            _as_owner(made_by)

    return gone


@contextmanager
def _booked_by_nobody() -> Iterator[None]:
    name, table = "nobody_is_booked_twice", "mentorship_booking"
    asked = f"select pg_get_constraintdef(oid) from pg_constraint where conname = '{name}'"  # noqa: S608 - ours
    said = _as_owner(asked)
    _as_owner(f"alter table {table} drop constraint {name}")
    try:
        yield
    finally:
        _as_owner(f"alter table {table} add constraint {name} {said}")


@contextmanager
def _rows_that_change() -> Iterator[None]:
    _as_owner("alter table mentorship_noteversion disable trigger append_only")
    try:
        yield
    finally:
        _as_owner("alter table mentorship_noteversion enable trigger append_only")


def _as_owner(statement: str) -> str:
    """Do something with the tables that the program itself may not; return what it says."""
    place = database.place()
    with psycopg.connect(place.server.url(OWNER, place.names[0]), autocommit=True) as connection:
        connection.execute("set lock_timeout = '20s'")
        done = connection.execute(statement)
        return str(done.fetchone()[0]) if done.description else ""  # type: ignore[index]


def _ended_by_silence(walk: Mentorship, *_given: Any) -> None:
    Mentorship.objects.filter(pk=walk.pk).update(ended_at=clock.now())


def _rows(**does: Any) -> Any:
    return SimpleNamespace(objects=SimpleNamespace(**does))


_KEEPS_BOOKINGS = _rows(filter=lambda **_: SimpleNamespace(delete=lambda: (0, {})))
_TELLS_NO_ENDING = _rows(create=lambda **_: None)
_ONE_WAITS = property(lambda meeting: (meeting.mentorship.mentee,))
_THINK = policies.can_think_of
_SILENCE = "cairn.conversations.noticing.listening.notice"

ALL: dict[str, Bite] = {
    "a pair twice": Bite(_a_pair_twice, "two live mentorships of one pair", ("match",)),
    "two mentors": Bite(
        _pairing_with(has_a_mentor=False), "two mentors of one mentee in a program", ("match",)
    ),
    "places": Bite(
        _patched(Enrollment, "places_left", lambda *_: 1),
        "more mentees than a mentor has places",
        ("match",),
    ),
    "pauses": Bite(
        _patched(Enrollment, "is_paused", False),  # noqa: FBT003 - a flag that never rises
        "a match with a mentor who was not ready",
        ("match", "pause"),
    ),
    "leaving": Bite(
        _bent(programs.can_leave, _yes), "a walk of somebody who waits, or is not there", ("leave",)
    ),
    "who signs": Bite(
        _bent(policies.can_sign, _yes), "a beginning without both signatures", ("sign",)
    ),
    "signing before writing": Bite(
        _bent(conversations.can_open, _of_the_two),
        "a message before both signatures",
        ("send_message", "match"),
    ),
    "signing before walking": Bite(
        _bent(between_the_two, _of_the_two),
        "something of two before both signatures",
        ("commit", "match"),
    ),
    "writing until the end": Bite(
        _bent(conversations.can_write, _once_signed),
        "a message after the end",
        ("send_message", "end", "sign"),
    ),
    "walking until the end": Bite(
        _bent(between_the_two, _of_the_two), "something of two after the end", ("commit", "end")
    ),
    "keeping apart": Bite(
        _never_apart,
        "something new of two who are kept apart",
        ("keep_apart", "commit", "sign", "send_message"),
    ),
    "parting": Bite(
        _patched(keeping_apart, "part_everywhere", lambda: None),
        "two who are kept apart in one room",
        ("keep_apart",),
    ),
    "bookings": Bite(
        _booked_twice, "one person in two places at once", ("propose", "accept", "sign")
    ),
    "a yes of both": Bite(
        _patched(Meeting, "waits_for", _ONE_WAITS),
        "a meeting agreed without a yes of both",
        ("propose", "accept"),
    ),
    "time that is free again": Bite(
        _patched(calling_off, "Booking", _KEEPS_BOOKINGS),
        "a time taken by no agreed meeting",
        ("propose", "accept", "cancel"),
    ),
    "meeting before noting": Bite(
        _patched(about_notes, "_is_held", _yes),
        "a note of a meeting that was none",
        ("propose", "write_note"),
    ),
    "numbers of versions": Bite(
        lambda: patch.object(notes, "len", lambda versions: versions.__len__() + 1, create=True),
        "a note with a version missing",
        ("write_note",),
    ),
    "who ended it": Bite(
        _patched(walks, "Ending", _TELLS_NO_ENDING), "an end that nobody brought about", ("end",)
    ),
    "one request": Bite(
        _asked_twice, "two requests of one mentee", ("suggest", "approve_all", "choose")
    ),
    "the clock": Bite(
        lambda: patch(_SILENCE, _ended_by_silence), "decided by the clock alone", ("plan_silence",)
    ),
    "versions of a note": Bite(_rewritten, "changed after it stood", ("write_note", "sign_note")),
    "letters": Bite(
        _bent(policies.can_write_letter, _yes),
        "changed after it stood",
        ("plan_closing", "write_letter", "give_letter"),
    ),
    "enrolled once": Bite(
        _bent(programs.can_enroll, lambda by, program, *_: programs.can_coordinate(by, program)),
        "broke",
        ("enroll_mentee", "enroll_mentor"),
    ),
    "asking first": Bite(_bent(_THINK, _writing_first), "written and refused", ("think_of",)),
    "sentences": Bite(
        _bent(_THINK, lambda *_: refuse("no", "")), "refused without a sentence", ("think_of",)
    ),
    "the record": Bite(
        _patched(records, "record_by", lambda *_, **__: None), "done and not on record", ("commit",)
    ),
}
