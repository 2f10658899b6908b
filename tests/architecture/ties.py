"""What ties somebody to a row: read from the plainest columns, never through the first wall."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator

from cairn.api.models import Token
from cairn.arrivals.models import Asking, FirstContact
from cairn.conversations.models import Conversation, Message
from cairn.core import clock
from cairn.interop.models import RosterDraft
from cairn.matching.models import Direction, Offer, Proposal, Run
from cairn.mentorship.models import (
    Commitment,
    Errand,
    ExitTalk,
    Farewell,
    Feed,
    Handover,
    Meeting,
    Mentorship,
    NoteVersion,
    Pulse,
    Silence,
    SupportContact,
)
from cairn.notifications.models import Notice
from cairn.people.models import Block, Device, NoContact, Person
from cairn.programs.models import Attestation, Enrollment, Program, StaffRole
from cairn.recovery.models import Suggestion, WrittenPlan

ROWS: tuple[Any, ...] = (
    *(Mentorship, Conversation, Commitment, SupportContact, Offer, Enrollment, Person, Program),
    *(
        Meeting,
        FirstContact,
        Handover,
        Farewell,
        ExitTalk,
        Pulse,
        Silence,
        Errand,
        Run,
        Proposal,
        Direction,
    ),
    *(RosterDraft, Token, Attestation, Block, WrittenPlan, Suggestion),
)
_HASH = 64  # signs of the key of a device
SERVING = ("coordinator", "supervisor", "admin")
_NAMED: dict[type, tuple[str, str]] = {
    **dict.fromkeys((Offer, Proposal), ("person", "mentor__person")),
    **dict.fromkeys((Notice, NoContact), ("person", "other")),
    **dict.fromkeys((Pulse, Suggestion), ("walk__mentee", "walk__mentor")),
    Direction: ("mentee__person", "mentor__person"),
    Farewell: ("walk__mentee", "walk__mentor"),
}
"""Whom a row names, where it is nobody's or there is another beside whose it is."""


@dataclass(frozen=True)
class Row:
    """A row that a door names: whose it is, of which programs, and whether it is over.

    `about` are those from whom nobody may be kept who is to see it. What was asked and is not sent
    yet, or was taken back, is nobody's; so is what parted people are asked.
    """

    row: Any
    people: frozenset[UUID]
    about: frozenset[UUID]
    programs: frozenset[UUID]
    organization_id: UUID
    is_of_two: bool = False
    is_over: bool = False
    is_parted: bool = False
    is_of_staff: bool = False
    is_nobodys: bool = False


def row_of(key: str, kind: str) -> Row:
    """Find the row that an id of a path names; call it inside the row's organization."""
    if key.isdecimal():
        return _of_account(Authenticator.objects.get(pk=key), "user")
    if len(key) == _HASH:
        return _of_account(Device.objects.get(pk=key), "account")
    for model in ROWS:
        found = model.objects.filter(pk=key).first()
        if found:
            return described(found, kind)
    raise AssertionError(key)


def described(row: Any, kind: str) -> Row:
    """Say of a row what is needed to know who is tied to it."""
    organization_id = row.organization_id
    two = _mentorship_of(row)
    if two:
        people = frozenset({two.mentee_id, two.mentor_id})
        over, parted = two.ended_at is not None, two.parted_at is not None
        programs = frozenset({two.program_id})
        described = Row(row, people, people, programs, organization_id, is_of_two=True)
        return replace(described, is_over=over, is_parted=parted)
    is_owed = isinstance(row, ExitTalk | Farewell) and kind == "contact"
    both = (row.walk.mentee_id, row.walk.mentor_id) if is_owed else ()
    people = frozenset(both) or _people(row, kind)
    is_staffs = isinstance(row, RosterDraft | NoContact)
    about, programs = _about(row, people), _programs(row)
    described = Row(row, people, about, programs, organization_id, is_of_staff=is_staffs)
    return replace(described, is_nobodys=_is_nobodys(row))


@dataclass(frozen=True)
class Bonds:
    """What binds and parts the people of one organization, all at once."""

    roles: frozenset[tuple[UUID, str, UUID | None]]
    places: frozenset[tuple[UUID, UUID]]
    orders: frozenset[frozenset[UUID]]
    blocks: frozenset[frozenset[UUID]]

    @classmethod
    def read(cls) -> "Bonds":
        """Read them inside the organization."""
        roles = StaffRole.objects.filter(ended_at=None)
        places = Enrollment.objects.filter(ended_at=None)
        orders = NoContact.objects.filter(lifted_at=None)
        blocks = Block.objects.filter(lifted_at=None)
        return cls(
            frozenset(roles.values_list("person_id", "kind", "program_id")),
            frozenset(places.values_list("person_id", "program_id")),
            frozenset(map(frozenset, orders.values_list("person_id", "other_id"))),
            frozenset(map(frozenset, blocks.values_list("blocker_id", "blocked_id"))),
        )

    def held(self, person: Person, *kinds: str) -> set[UUID | None]:
        """Return the programs in which somebody has a role of some kinds; None: in all."""
        return {program for who, kind, program in self.roles if who == person.pk and kind in kinds}

    def is_in(self, person: Person, programs: frozenset[UUID]) -> bool:
        """Whether somebody has a place or a role in one of some programs itself."""
        there = {program for who, program in self.places if who == person.pk}
        there |= {program for who, _kind, program in self.roles if who == person.pk and program}
        return bool(there & programs)


def tie(person: Person, row: Row, bonds: Bonds) -> str:
    """Return the closest tie between somebody and a row, by the bonds of their organization."""
    if person.organization_id != row.organization_id:
        return "abroad"
    if isinstance(row.row, NoContact) and person.pk in row.about:
        return "no-contact"
    far = "organization" if row.is_nobodys else ""
    return _kept_from(person, row.about, bonds) or far or _near(person, row, bonds)


def _near(person: Person, row: Row, bonds: Bonds) -> str:
    serves = _covers(bonds.held(person, *SERVING), row)
    if person.pk in row.people and row.is_of_two:
        return _of_two(row)
    if person.pk in row.people and (serves or not row.is_of_staff):
        return "self"
    if isinstance(row.row, NoContact) and bonds.held(person, "safety"):
        return "reviews"
    if serves:
        return "staff"
    if _covers(bonds.held(person, "funder"), row):
        return "funds"
    return "program" if bonds.is_in(person, row.programs) else "organization"


def _of_two(row: Row) -> str:
    if row.is_parted:
        return "parted"
    return "past" if row.is_over else "pair"


def _kept_from(person: Person, people: frozenset[UUID], bonds: Bonds) -> str:
    """Return what keeps somebody from one of some people; an order, where both do."""
    pairs = {frozenset({person.pk, other}) for other in people - {person.pk}}
    if pairs & bonds.orders:
        return "no-contact"
    return "blocked" if pairs & bonds.blocks else ""


def _covers(held: set[UUID | None], row: Row) -> bool:
    """Whether roles are held in a program of the row, or in all of the organization."""
    return bool(held & {None, *row.programs}) and (bool(row.programs) or None in held)


def _of_account(row: Authenticator | Device, holder: str) -> Row:
    owner = Person.objects.get(account=getattr(row, f"{holder}_id"))
    is_gone = isinstance(row, Device) and row.expire_date <= clock.now()
    people = frozenset(() if is_gone else {owner.pk})
    return Row(row, people, people, frozenset(), owner.organization_id)


def _mentorship_of(row: Any) -> Mentorship | None:
    if isinstance(row, Message):
        return row.conversation.mentorship
    if isinstance(row, NoteVersion):
        return row.meeting.mentorship
    return row if isinstance(row, Mentorship) else getattr(row, "mentorship", None)


def _people(row: Any, kind: str) -> frozenset[UUID]:
    if isinstance(row, Person | Asking | FirstContact):
        return frozenset({getattr(row, "holder_id", row.pk)})
    if isinstance(row, Block | NoContact):
        return frozenset({row.blocker_id if isinstance(row, Block) else row.set_by_id})
    if isinstance(row, Offer) and kind == "request":
        return frozenset({row.mentor.person_id})
    if isinstance(row, Offer) and kind == "offer" and row.asked_at:
        return frozenset({row.person_id, row.mentor.person_id})
    if isinstance(row, Proposal) or (isinstance(row, Token | Feed) and row.revoked_at):
        return frozenset()
    return frozenset({row.person_id} if hasattr(row, "person_id") else ())


def _is_nobodys(row: Any) -> bool:
    if isinstance(row, Pulse | Farewell | Suggestion):
        return row.walk.parted_at is not None
    asking = getattr(row, "asking", None) if isinstance(row, FirstContact) else row
    return isinstance(asking, Asking) and not (asking.sent_at and not asking.withdrawn_at)


def _about(row: Any, people: frozenset[UUID]) -> frozenset[UUID]:
    """Return whom a row names; a request that is closed names nobody."""
    if isinstance(row, Offer) and row.closed_at:
        return frozenset()
    if isinstance(row, FirstContact) and row.asking and row.asking.known_id:
        return people | {row.asking.known_id}
    if type(row) not in _NAMED:
        return people
    named = type(row).objects.filter(pk=row.pk).values_list(*_NAMED[type(row)])
    return frozenset(*named) - {None}


def _programs(row: Any) -> frozenset[UUID]:
    if isinstance(row, Person):
        return frozenset(row.enrollments.filter(ended_at=None).values_list("program_id", flat=True))
    if isinstance(row, Program):
        return frozenset({row.pk})
    if isinstance(row, ExitTalk | Farewell):
        return frozenset({row.walk.program_id})
    if isinstance(row, NoContact):
        return frozenset(Program.objects.values_list("pk", flat=True))
    if isinstance(row, Attestation):
        return _programs(row.person)
    holder = {Offer: "mentee", Proposal: "run"}.get(type(row))
    found = getattr(getattr(row, holder) if holder else row, "program_id", None)
    return frozenset({found} if found else ())
