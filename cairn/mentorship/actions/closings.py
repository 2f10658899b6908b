"""The two end well: a last meeting is planned, each says goodbye, and staff talk with each."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cairn.audit import records
from cairn.core import clock
from cairn.mentorship import closing, exits, notices, policies, queries
from cairn.mentorship.locking import locked
from cairn.mentorship.models import Closing, ExitTalk, Farewell, Mentorship
from cairn.people.models import Person


def plan_closing(*, by: Person, walk: Mentorship, last_on: date) -> Closing:
    """Plan the last meeting, or put it on another day. The day ends nothing by itself.

    A meeting that stands on the day is the last one; without one, the next that is proposed for it.
    """
    policies.can_plan_closing(by, locked(walk), last_on).require()
    walk.closings.standing().update(dropped_at=clock.now(), dropped_by=by)
    planned = Closing.objects.create(
        organization_id=walk.organization_id,
        walk=walk,
        planned_by=by,
        last_on=last_on,
        meeting=closing.meeting_on(walk, last_on),
    )
    closing.offer_farewell(walk)
    records.record_by("mentorship.plan_closing", by=by, about=walk.pk, person=walk.mentee)
    notices.tell_of("closing", walk, walk.pair, by)
    notices.tell_staff("closing_planned", walk, by)
    return planned


def drop_closing(*, by: Person, walk: Mentorship) -> Mentorship:
    """Go on after all; what was written for a goodbye stays with who wrote it."""
    policies.can_drop_closing(by, locked(walk)).require()
    walk.closings.standing().update(dropped_at=clock.now(), dropped_by=by)
    records.record_by("mentorship.drop_closing", by=by, about=walk.pk, person=walk.mentee)
    notices.tell_of("goes_on", walk, walk.pair, by)
    return walk


def write_letter(*, by: Person, farewell: Farewell, words: str) -> Farewell:
    """Write a letter to the other; nobody reads it until one gives it."""
    policies.can_write_letter(by, _locked(farewell), words).require()
    farewell.words = words.replace("\r\n", "\n").strip()
    farewell.written_at = clock.now()
    farewell.save(update_fields=["words", "written_at"])
    records.record_by("mentorship.write_letter", by=by, about=farewell.pk)
    return farewell


def give_letter(*, by: Person, farewell: Farewell) -> Farewell:
    """Give the letter: the other reads it from now on, and it stays as it is."""
    policies.can_give_letter(by, _locked(farewell)).require()
    farewell.given_at = clock.now()
    farewell.save(update_fields=["given_at"])
    records.record_by(
        "mentorship.give_letter", by=by, about=farewell.pk, person=farewell.walk.other(by)
    )
    notices.tell_of_farewell("letter", farewell.walk, by)
    return farewell


def wish_contact(*, by: Person, farewell: Farewell, contact: str) -> Farewell:
    """Say what contact one wishes for afterwards; the lesser of both wishes holds."""
    policies.can_wish_contact(by, _locked(farewell), contact).require()
    farewell.contact, farewell.contact_at = Farewell.Contact(contact), clock.now()
    farewell.save(update_fields=["contact", "contact_at"])
    records.record_by(
        "mentorship.wish_contact", by=by, about=farewell.pk, person=farewell.walk.other(by)
    )
    if queries.agreed_contact(farewell.walk):
        notices.tell_of_farewell("contact_agreed", farewell.walk, by)
    return farewell


def stay_in_touch(*, by: Person, farewell: Farewell, stays: bool) -> Farewell:
    """Be of the alumni of one's program from now on, or no longer."""
    policies.can_stay_in_touch(by, _locked(farewell), stays=stays).require()
    now = clock.now()
    farewell.stays_at, farewell.stays_until = (now, None) if stays else (farewell.stays_at, now)
    farewell.save(update_fields=["stays_at", "stays_until"])
    records.record_by(
        "mentorship.stay_in_touch" if stays else "mentorship.leave_alumni", by=by, about=farewell.pk
    )
    if stays:
        notices.tell_staff("alumni", farewell.walk, by)
    return farewell


def tell_exit(*, by: Person, farewell: Farewell, answers: Mapping[str, Any]) -> ExitTalk:
    """Answer oneself what is asked after an ending; staff of the program read it."""
    policies.can_tell_exit(by, _locked(farewell)).require()
    return _told(by, farewell.walk.exit_talks.select_for_update().get(person=by), answers)


def look_at_exit(*, by: Person, talk: ExitTalk) -> ExitTalk:
    """Read what one of the two said after an ending, as staff; they read who did."""
    policies.can_look_at_exit(by, talk).require()
    if talk.told_at:
        records.look("exit", by=by, person=talk.person, about=talk.pk)
    return talk


def keep_exit(*, by: Person, talk: ExitTalk, answers: Mapping[str, Any]) -> ExitTalk:
    """Write down a talk with one of the two after an ending; what was not said is left out."""
    policies.can_keep_exit(by, _talk_locked(talk)).require()
    return _told(by, talk, answers)


def _told(by: Person, talk: ExitTalk, answers: Mapping[str, Any]) -> ExitTalk:
    talk.answers, talk.told_at, talk.told_by = exits.tidied(answers), clock.now(), by
    talk.save(update_fields=["answers", "told_at", "told_by"])
    records.record_by("mentorship.tell_exit", by=by, about=talk.pk, person=talk.person)
    return talk


def _talk_locked(talk: ExitTalk) -> ExitTalk:
    """Take a talk for this transaction, as it is now: of two acts at once, one after one."""
    now = ExitTalk.objects.select_for_update()
    talk.refresh_from_db(fields=["told_at"], from_queryset=now)
    return talk


def _locked(farewell: Farewell) -> Farewell:
    """Take it and its mentorship for this transaction, as they are now."""
    locked(farewell.walk)
    now = Farewell.objects.select_for_update()
    fields = ["words", "given_at", "contact", "stays_at", "stays_until"]
    farewell.refresh_from_db(fields=fields, from_queryset=now)
    return farewell
