"""A person asks for a mentor, staff get in touch, and the person is on the waiting list."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from cairn.arrivals import drafts, notices, orientation, policies, profiles, queries
from cairn.arrivals.models import Asking, Door, FirstContact, Orientation
from cairn.arrivals.policies import Asker
from cairn.audit import records
from cairn.core import clock
from cairn.core.ids import new_id
from cairn.people import actions as people
from cairn.people import codes
from cairn.people.keys import store as keys
from cairn.people.models import Person
from cairn.people.operators import Actor
from cairn.programs import actions as programs
from cairn.programs.models import Enrollment, Program

FIRST_CONTACT_WITHIN = timedelta(hours=24)


def open_door(*, by: Person, program: Program) -> Door:
    """Let people ask for a mentor of a program, under a code for a link and a card.

    A door that is open stays as it is; after it was closed, a new one has a new code.
    """
    policies.can_open_door(by, program).require()
    Program.objects.select_for_update(no_key=True).get(pk=program.pk)
    door, is_new = Door.objects.get_or_create(
        program=program,
        closed_at=None,
        defaults={
            "organization_id": program.organization_id,
            "code": codes.plain(codes.new_code()),
            "opened_by": by,
        },
    )
    if is_new:
        _record("open_door", by, door.pk)
    return door


def close_door(*, by: Person, door: Door) -> Door:
    """Let nobody ask any more. Who has begun can still go on; what was sent stays."""
    policies.can_close_door(by, door).require()
    door.closed_at, door.closed_by = clock.now(), by
    door.save(update_fields=["closed_at", "closed_by"])
    _record("close_door", by, door.pk)
    return door


def begin(*, by: Asker, door: Door) -> Asking:
    """Begin to ask, without an account. What others began and left too long is let go of."""
    policies.can_begin(by, door, queries.unread_of(door.program)).require()
    _clear_away(door.program)
    pk = new_id()
    keys.make(pk)
    asking = Asking.objects.create(
        pk=pk,
        organization_id=door.organization_id,
        program=door.program,
        token_hash=codes.hash_of(by.code),
        kept_at=clock.now(),
    )
    _record_of_asking("begin", asking)
    return asking


def keep(*, by: Asker, asking: Asking, answers: drafts.Draft) -> Asking:
    """Keep what was typed, under the asker's own code; each step adds to the ones before."""
    policies.can_write(by, _locked(asking)).require()
    told = drafts.opened(asking, by.code) | answers
    asking.draft, asking.kept_at = drafts.sealed(asking, by.code, told), clock.now()
    asking.save(update_fields=["draft", "kept_at"])
    _record_of_asking("keep", asking)
    return asking


def send(*, by: Asker, asking: Asking, known: Person | None = None) -> FirstContact:
    """Send it: from now on staff can read it, and owe a first contact within 24 hours.

    `known` is who is signed in as they send it, in the same organization: they are themselves.
    """
    policies.can_write(by, _locked(asking)).require()
    asking.answers, asking.draft = drafts.opened(asking, by.code), None
    asking.sent_at, asking.known = clock.now(), known
    asking.save()
    contact = FirstContact.objects.create(
        organization_id=asking.organization_id,
        program=asking.program,
        asking=asking,
        due_at=asking.sent_at + FIRST_CONTACT_WITHIN,
    )
    _record_of_asking("send", asking)
    notices.tell_of_asking("asked", contact)
    return contact


def withdraw(*, by: Asker, asking: Asking) -> None:
    """Take back what was asked: nobody can read it any more, whatever became of it so far."""
    policies.can_withdraw(by, _locked(asking)).require()
    asking.withdrawn_at, asking.draft = clock.now(), None
    asking.save(update_fields=["withdrawn_at", "draft"])
    _record_of_asking("withdraw", asking)
    if asking.welcomed_at:
        _leave(Person.objects.get(pk=asking.pk))
    if asking.sent_at:
        notices.forget(asking.first_contact)
    keys.destroy(asking.pk)


def look_at(*, by: Person, contact: FirstContact) -> queries.Arrival:
    """Read what somebody asked and how to reach them; they read that it was opened."""
    policies.can_look_at(by, contact).require()
    if contact.asking:
        records.look("asking", by=by, person=contact.asking, about=contact.pk)
    return queries.arrival_of(contact, by)


def keep_first_contact(
    *, by: Person, contact: FirstContact, how: FirstContact.How, words: str = ""
) -> FirstContact:
    """Write down that staff got in touch, and what the person reads when they come back."""
    policies.can_keep(by, _contact_locked(contact)).require()
    contact.kept_at, contact.kept_by = clock.now(), by
    contact.how, contact.words = how, words.strip()
    contact.save()
    _record("keep_first_contact", by, contact.pk, contact.holder_id)
    return contact


def try_first_contact(*, by: Person, contact: FirstContact) -> FirstContact:
    """Write down that staff tried and reached nobody: the contact is still owed."""
    policies.can_keep(by, _contact_locked(contact)).require()
    contact.tried_at, contact.tried_by = clock.now(), by
    contact.save(update_fields=["tried_at", "tried_by"])
    _record("try_first_contact", by, contact.pk, contact.holder_id)
    return contact


def welcome(*, by: Person, asking: Asking) -> Person:
    """Put somebody who asked on the waiting list, from the day they asked.

    They are added and enrolled as staff always do, under the id and the key they have already;
    the code they hold opens their invitation.
    """
    policies.can_welcome(by, _locked(asking)).require()
    told, program = asking.answers, asking.program
    person = people.add_person(
        by=by,
        pk=asking.pk,
        display_name=asking.name or _("Someone new"),
        email=told.get("email", ""),
        phone=told.get("phone", ""),
        language=told.get("language", ""),
        time_zone=program.time_zone,
    )
    profiles.tell(person, told)
    programs.enroll_mentee(
        by=by, program=program, person=person, waiting_since=queries.asked_on(asking)
    )
    people.invite_holder(by=by, person=person, token_hash=asking.token_hash)
    asking.welcomed_at, asking.welcomed_by = clock.now(), by
    asking.save(update_fields=["welcomed_at", "welcomed_by"])
    _record("welcome", by, asking.pk, person.pk)
    return person


def take_as(*, by: Person, asking: Asking, person: Person) -> Enrollment:
    """Take what was asked as the asking of somebody who is here already: nobody is added.

    They have a place in the program from the day they asked, or keep the one they have, and are
    told, for whoever asked may have been somebody else. The code opens nothing of theirs.
    """
    policies.can_take_as(by, _locked(asking), person).require()
    places = Enrollment.objects.active().mentees().filter(program=asking.program, person=person)
    place = places.first() or programs.enroll_mentee(
        by=by, program=asking.program, person=person, waiting_since=queries.asked_on(asking)
    )
    asking.known, asking.taken_at, asking.taken_by = person, clock.now(), by
    asking.save(update_fields=["known", "taken_at", "taken_by"])
    _record("take_as", by, asking.pk, person.pk)
    notices.tell_whose_it_is(asking, by)
    return place


def set_aside(*, by: Person, asking: Asking) -> Asking:
    """Set aside what is no asking. Whoever sent it is told nothing."""
    policies.can_decide(by, _locked(asking)).require()
    asking.set_aside_at, asking.set_aside_by = clock.now(), by
    asking.save(update_fields=["set_aside_at", "set_aside_by"])
    _record("set_aside", by, asking.pk, asking.pk)
    return asking


def enroll(
    *,
    by: Person,
    program: Program,
    display_name: str,
    phone: str = "",
    email: str = "",
    language: str = "",
    leaves_at: datetime | None = None,
) -> FirstContact:
    """Enroll somebody as a mentee; staff owe them a first contact within 24 hours.

    The hours count from now, or from when they leave where they are.
    """
    policies.can_enroll(by, program).require()
    person = people.add_person(
        by=by, display_name=display_name, phone=phone, email=email, language=language
    )
    programs.enroll_mentee(by=by, program=program, person=person)
    contact = FirstContact.objects.create(
        organization_id=program.organization_id,
        program=program,
        person=person,
        due_at=(leaves_at or clock.now()).astimezone(UTC) + FIRST_CONTACT_WITHIN,
    )
    _record("enroll", by, contact.pk, person.pk)
    return contact


def read_orientation(*, by: Person) -> Orientation:
    """Say that one has read what a mentor is and is not; the day one first did so is kept."""
    policies.can_read_orientation(by).require()
    row, is_new = Orientation.objects.get_or_create(
        person=by,
        defaults={
            "organization_id": by.organization_id,
            "version": orientation.VERSION,
            "read_at": clock.now(),
        },
    )
    if is_new:
        _record("read_orientation", by, row.pk, by.pk)
    return row


def _clear_away(program: Program) -> None:
    """Let go of what was begun and left: nobody can read it, and nobody will."""
    for asking in queries.left_for_too_long(program):
        asking.delete()
        keys.destroy(asking.pk)


def _leave(person: Person) -> None:
    for place in Enrollment.objects.active().filter(person=person):
        programs.leave(by=person, place=place)
    people.leave(by=person)


def _locked(asking: Asking) -> Asking:
    """Take the asking for this transaction, as it is now: of two acts at once, one after one."""
    now = Asking.objects.select_for_update()
    states = ["draft", "sent_at", "withdrawn_at", "welcomed_at", "set_aside_at", "kept_at"]
    states += ["known", "taken_at"]
    asking.refresh_from_db(fields=states, from_queryset=now)
    return asking


def _contact_locked(contact: FirstContact) -> FirstContact:
    contact.refresh_from_db(
        fields=["kept_at"], from_queryset=FirstContact.objects.select_for_update()
    )
    return contact


def _record_of_asking(act: str, asking: Asking) -> None:
    """Keep in the record what was done by somebody who is nobody here yet."""
    records.record(
        f"arrivals.{act}",
        organization_id=asking.organization_id,
        actor_id=None,
        about=asking.pk,
        person_id=asking.pk,
    )


def _record(act: str, by: Actor, about: UUID, person_id: UUID | None = None) -> None:
    records.record(
        f"arrivals.{act}",
        organization_id=by.organization_id,
        actor_id=by.pk,
        about=about,
        person_id=person_id,
    )
