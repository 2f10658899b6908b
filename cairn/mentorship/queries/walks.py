"""Reads for pages, each in one query or two, however many rows there are."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from cairn.core import clock
from cairn.mentorship import policies, questions
from cairn.mentorship.models import (
    AgreementText,
    Commitment,
    Ending,
    Handover,
    Meeting,
    Mentorship,
    Pulse,
    Signature,
    Silence,
    SupportContact,
    Thought,
)
from cairn.mentorship.policies import Pairing
from cairn.mentorship.queries.agreements import signatures_of
from cairn.mentorship.queries.closings import ClosingView, read_closing, with_closing
from cairn.mentorship.queries.meetings import Listed, listed, next_meeting, read_listed
from cairn.mentorship.queries.silence import silence_of
from cairn.people import apart
from cairn.people.keys import store as keys
from cairn.people.models import Person
from cairn.programs.models import Enrollment, Program

SOON = timedelta(days=7)
PAGE = 50


class Step(StrEnum):
    """Where a mentorship stands, for the person who looks."""

    SIGN = "sign"
    OTHER_SIGNS = "other_signs"
    FIRST_MEETING = "first_meeting"
    UNDER_WAY = "under_way"
    ENDED = "ended"


@dataclass(frozen=True)
class Standing:
    """A mentorship as one of the two sees it."""

    mentorship: Mentorship
    other: Person
    is_mentor: bool
    step: Step
    latest_meeting_at: datetime | None
    next_meeting: Listed | None


@dataclass(frozen=True)
class Need:
    """A mentorship that waits for something, as staff see it.

    `is_called` is that the mentee went quiet and had asked that staff reach out then, `has_missed`
    that the two missed a meeting and nobody has got in touch about it.
    """

    mentorship: Mentorship
    step: Step
    unsigned: tuple[Person, ...]
    since: datetime
    is_called: bool
    has_missed: bool


@dataclass(frozen=True)
class DueContact:
    """A contact that staff owe one of the two; `days_late` below zero is days to come."""

    contact: SupportContact
    person: Person
    other: Person
    days_late: int

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed."""
        return self.days_late > 0

    @property
    def answered(self) -> list[tuple[Any, Any]]:
        """What was asked and answered, once the contact is kept."""
        return questions.spoken(self.contact.answers)


@dataclass(frozen=True)
class ContactPage:
    """One page of contacts; `after` is the key of the next one, None on the last."""

    rows: list[DueContact]
    after: UUID | None


@dataclass(frozen=True)
class View:
    """A mentorship on its own page. For staff, `signatures`, and `contacts`: those until `soon`.

    For the two, `may_think_of` is whether one may let the other know today, `signs_again` whether
    there are new words that they are to sign. `may_change` is the place by which the
    mentee may ask for someone else, `handed_on` what the mentor reads of before. `ended_by` is
    who ended it, where the reader is not kept from them.
    """

    standing: Standing
    is_of_two: bool
    signatures: tuple[Signature, ...]
    listed: tuple[Listed, ...]
    contacts: tuple[SupportContact, ...]
    soon: date
    ending: Ending | None
    ended_by: Person | None
    may_think_of: bool
    signs_again: bool
    silence: Silence | None
    pulse: UUID | None
    is_pulse_open: bool
    help_asked: tuple[Person, ...]
    may_change: UUID | None
    handed_on: tuple[Handover, ...]
    closing: ClosingView

    @property
    def coming(self) -> list[Listed]:
        """What is proposed or agreed, the next first."""
        to_come = (one for one in self.listed if one.is_open)
        return sorted(to_come, key=lambda one: one.starts_at)

    @property
    def meetings(self) -> list[Listed]:
        """What was held or missed, the newest first."""
        was = (one for one in self.listed if not one.is_open)
        return sorted(was, key=lambda one: one.starts_at, reverse=True)


def place_of(program: Program, person: Person, side: Enrollment.Side) -> QuerySet[Enrollment]:
    """Return the person's place on one side of a program: one row or none."""
    return Enrollment.objects.active().filter(program=program, person=person, side=side)


def pairing(program: Program, mentee: Person, mentor: Person) -> Pairing:
    """Read what a match is weighed by. Both places are locked until the transaction ends.

    Two matches at once can't take the same last place, nor the same mentee.
    """
    mentor_place = place_of(program, mentor, Enrollment.Side.MENTOR).select_for_update().first()
    mentee_place = place_of(program, mentee, Enrollment.Side.MENTEE).select_for_update().first()
    live = Mentorship.objects.live().filter(program=program)
    return Pairing(
        mentor=mentor,
        mentee_place=mentee_place,
        mentor_place=mentor_place,
        places_taken=live.filter(mentor=mentor).count(),
        has_a_mentor=live.filter(mentee=mentee).exists(),
        walk_already=Mentorship.objects.live().between(mentee, mentor).exists(),
        are_apart=apart.are_apart(mentee, mentor),
    )


def live_of(person: Person) -> list[Standing]:
    """Return the mentorships a person is in and that go on, oldest first. One query."""
    rows = _with_progress(Mentorship.objects.live().of(person), person)
    related = rows.select_related("mentee", "mentor", "program")
    return [_standing(row, person) for row in related.order_by("matched_at", "pk")]


def walk_of(place: Enrollment) -> Mentorship | None:
    """Return the live mentorship of a mentee's place, taken for this transaction; one or none."""
    walks = Mentorship.objects.live().of(place.person).filter(mentee=place.person)
    related = walks.filter(program=place.program).select_related("mentee", "mentor", "program")
    return related.select_for_update(of=("self",)).first()


def view_of(mentorship: Mentorship, person: Person) -> View:
    """Return a mentorship as one of the two, or someone of the staff, sees it."""
    is_of_two = mentorship.has(person)
    contacts = mentorship.contacts.select_related("person").order_by("due_on", "person")
    progressed: Any = _progressed(mentorship, person)
    is_live = mentorship.begun_at is not None and mentorship.ended_at is None
    return View(
        standing=_standing(progressed, person),
        is_of_two=is_of_two,
        signatures=() if is_of_two else signatures_of(mentorship),
        listed=listed(mentorship, person),
        contacts=() if is_of_two else tuple(contacts),
        soon=_horizon(person),
        ending=getattr(progressed, "ending", None),
        ended_by=progressed.ending.ended_by if progressed.is_ender_known else None,
        may_think_of=is_of_two and is_live and not progressed.thought_today,
        pulse=progressed.latest_pulse,
        is_pulse_open=progressed.pulse_open,
        help_asked=() if is_of_two else _asking_help(progressed),
        silence=silence_of(mentorship, person) if progressed.is_silent else None,
        may_change=progressed.place if policies.can_change(person, mentorship) else None,
        handed_on=_handed_on(mentorship, person) if progressed.has_handover else (),
        closing=read_closing(progressed),
        signs_again=is_of_two and is_live and (progressed.asking or 0) > (progressed.own or 0),
    )


def mentorships_needing(person: Person, most: int = PAGE) -> list[Need]:
    """Return the mentorships of programs a person serves that wait for something, longest first.

    First those of mentees who asked that staff reach out when they go quiet, and did; then those
    who missed a meeting; then those that wait for a signature, or for the first meeting. Two
    queries.
    """
    served = Mentorship.objects.live().served_by(person)
    met = Meeting.objects.filter(mentorship=OuterRef("pk"), is_first=True)
    silences = Silence.objects.for_staff().filter(mentorship=OuterRef("pk"))
    others = silences.exclude(mentorship__mentor=person).exclude(mentorship__mentee=person)
    missed = Meeting.objects.waiting().filter(mentorship=OuterRef("pk"))
    signed = Signature.objects.filter(mentorship=OuterRef("pk"))
    waiting = served.annotate(
        is_called=Exists(others),
        has_missed=Exists(missed),
        has_met=Exists(met),
        mentee_signed=Exists(signed.filter(person=OuterRef("mentee"))),
        mentor_signed=Exists(signed.filter(person=OuterRef("mentor"))),
    )
    needing = Q(begun_at=None) | Q(has_met=False) | Q(is_called=True) | Q(has_missed=True)
    rows = list(
        waiting.filter(needing)
        .select_related("mentee", "mentor", "program")
        .order_by("-is_called", "-has_missed", "matched_at", "pk")[:most]
    )
    return [_need(row) for row in rows]


def due_contacts(person: Person, most: int = PAGE, after: UUID | None = None) -> list[DueContact]:
    """Return the contacts overdue or due within a week in programs a person serves.

    The longest overdue come first; `after` is the last contact of the page before. One query,
    two where there was a page before.
    """
    return [due(contact, person) for contact in _after(due_rows(person), after)[:most]]


def due_rows(person: Person) -> QuerySet[SupportContact]:
    """Return what is due as rows, the longest overdue first."""
    rows = SupportContact.objects.visible_to(person).open().filter(due_on__lte=_horizon(person))
    related = rows.select_related("person", "mentorship__mentee", "mentorship__mentor")
    return related.order_by("due_on", "pk")


def contact_page(person: Person, after: UUID | None) -> ContactPage:
    """Return one page of `due_contacts`."""
    found = due_contacts(person, PAGE + 1, after)
    rows = found[:PAGE]
    return ContactPage(rows, rows[-1].contact.pk if len(found) > PAGE else None)


def due(contact: SupportContact, reader: Person) -> DueContact:
    """Return a contact as it stands on the reader's today."""
    return DueContact(
        contact=contact,
        person=contact.person,
        other=contact.mentorship.other(contact.person),
        days_late=(clock.today(reader.time_zone) - contact.due_on).days,
    )


def _asking_help(progressed: Any) -> tuple[Person, ...]:
    """Return who of the two asked for help in a pulse and was not talked with yet."""
    asking = (
        (progressed.mentee_asks, progressed.mentee),
        (progressed.mentor_asks, progressed.mentor),
    )
    return tuple(person for asks, person in asking if asks)


def _handed_on(mentorship: Mentorship, person: Person) -> tuple[Handover, ...]:
    """Return what a mentee showed their mentor of before; what they read of their own is apart."""
    if person.pk == mentorship.mentee_id:
        return tuple(Handover.objects.visible_to(person).filter(left=mentorship))
    if person.pk != mentorship.mentor_id or mentorship.ended_at:
        return ()
    rows = Handover.objects.handed_to(person).filter(person=mentorship.mentee)
    return tuple(rows.order_by("-approved_at")[:PAGE])


def _progressed(mentorship: Mentorship, person: Person) -> Mentorship:
    related = Mentorship.objects.select_related("mentee", "mentor", "program", "ending__ended_by")
    today = clock.today(person.time_zone)
    thought = Thought.objects.filter(mentorship=OuterRef("pk"), person=person, latest_on__gte=today)
    asking = AgreementText.objects.filter(program=OuterRef("program"), asks_again=True)
    own = Signature.objects.filter(mentorship=OuterRef("pk"), person=person)
    known = Q(ending__isnull=False) & ~Q(ending__ended_by__in=apart.kept_from(person))
    own_words = Handover.objects.visible_to(person).filter(left=OuterRef("pk"))
    handed_on = Handover.objects.handed_to(person).filter(person=OuterRef("mentee"))
    asked = Pulse.objects.filter(walk=OuterRef("pk"), person=person)
    helping = Pulse.objects.asking_for_help().filter(walk=OuterRef("pk"))
    places = place_of(mentorship.program, mentorship.mentee, Enrollment.Side.MENTEE)
    rows = related.annotate(
        thought_today=Exists(thought),
        is_ender_known=ExpressionWrapper(known, BooleanField()),
        asking=Subquery(asking.order_by("-version").values("version")[:1]),
        has_handover=Exists(own_words) | Exists(handed_on),
        latest_pulse=Subquery(asked.order_by("-day").values("pk")[:1]),
        pulse_open=Exists(asked.filter(answered_at=None)),
        mentee_asks=Exists(helping.filter(person=OuterRef("mentee"))),
        mentor_asks=Exists(helping.filter(person=OuterRef("mentor"))),
        is_silent=Exists(Silence.objects.open().filter(mentorship=OuterRef("pk"))),
        place=Subquery(places.values("pk")[:1]),
        own=Subquery(own.order_by("-text__version").values("text__version")[:1]),
    )
    return with_closing(_with_progress(rows, person), person).get(pk=mentorship.pk)


def _with_progress(rows: QuerySet[Mentorship], person: Person) -> QuerySet[Mentorship]:
    """Return mentorships with what has happened and is next to come."""
    met = Meeting.objects.filter(mentorship=OuterRef("pk"))
    signed = Signature.objects.filter(mentorship=OuterRef("pk"), person=person)
    latest = met.filter(state=Meeting.State.HELD).order_by("-starts_at").values("starts_at")[:1]
    return rows.annotate(
        signed=Exists(signed),
        had_first=Exists(met.filter(is_first=True)),
        latest_met_at=Subquery(latest),
        next_open=next_meeting(person),
    )


def _standing(row: Any, person: Person) -> Standing:
    """Return how a mentorship with its progress stands for one of the two."""
    return Standing(
        mentorship=row,
        other=row.other(person),
        is_mentor=person.pk == row.mentor_id,
        step=_step(row, has_signed=row.signed, has_met=row.had_first),
        latest_meeting_at=row.latest_met_at,
        next_meeting=read_listed(row.next_open) if row.next_open else None,
    )


def _step(mentorship: Mentorship, *, has_signed: bool, has_met: bool) -> Step:
    if mentorship.ended_at:
        return Step.ENDED
    if mentorship.begun_at:
        return Step.UNDER_WAY if has_met else Step.FIRST_MEETING
    return Step.OTHER_SIGNS if has_signed else Step.SIGN


def _need(mentorship: Any) -> Need:
    signed = (mentorship.mentee_signed, mentorship.mentor_signed)
    return Need(
        mentorship=mentorship,
        step=Step.FIRST_MEETING if mentorship.begun_at else Step.SIGN,
        unsigned=tuple(p for p, has in zip(mentorship.pair, signed, strict=True) if not has),
        since=mentorship.begun_at or mentorship.matched_at,
        is_called=mentorship.is_called,
        has_missed=mentorship.has_missed,
    )


def _horizon(person: Person) -> date:
    return clock.today(person.time_zone) + SOON


def _after(rows: QuerySet[SupportContact], after: UUID | None) -> QuerySet[SupportContact]:
    last = SupportContact.objects.filter(pk=after).first() if after else None
    if last is None:
        return rows
    same_day = Q(due_on=last.due_on, pk__gt=last.pk)
    return rows.filter(Q(due_on__gt=last.due_on) | same_day)


def commitments_of(mentorship: Mentorship, person: Person) -> list[Commitment]:
    """Return what the two said they would do, what is open first, then by day. Two queries."""
    keys.warm([mentorship.mentee_id, mentorship.mentor_id])
    rows = Commitment.objects.visible_to(person).filter(mentorship=mentorship)
    settled_at = Coalesce("kept_at", "let_go_at")
    by_day = F("due_on").asc(nulls_last=True)
    passed = Q(due_on__lt=clock.today(person.time_zone), kept_at=None, let_go_at=None)
    rows = rows.annotate(has_passed=ExpressionWrapper(passed, BooleanField()))
    return list(rows.order_by(settled_at.desc(nulls_first=True), by_day, "pk")[:PAGE])
