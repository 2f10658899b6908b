"""A mentee asks for another mentor, without a reason and without a fault of anybody."""

from typing import cast

from cairn.audit import records
from cairn.core import clock
from cairn.mentorship import calling_off, notices, parting, policies, queries
from cairn.mentorship.models import Ending, Handover, Mentorship
from cairn.people.models import Person
from cairn.programs import queries as programs
from cairn.programs.models import Enrollment


def change_mentor(*, by: Person, place: Enrollment) -> Handover:
    """Ask for another mentor, in the first 30 days: the mentee waits again, no day of it lost.

    The mentor is told kindly, the coordinators that somebody waits again, and nobody is asked why.
    What the next mentor shall know, the mentee writes; nothing need be written.
    """
    policies.can_change(by, queries.walk_of(place)).require()
    walk = cast("Mentorship", queries.walk_of(place))
    walk.ended_at = clock.now()
    walk.save(update_fields=["ended_at"])
    calling_off.call_off(walk, by)
    row = {"organization_id": walk.organization_id}
    Ending.objects.create(**row, mentorship=walk, ended_by=by, is_change=True)
    handover = Handover.objects.create(**row, left=walk, person=by)
    parting.wait_again(walk)
    records.record_by("mentorship.change_mentor", by=by, about=walk.pk, person=walk.mentor)
    notices.tell_of("changed", walk, [walk.mentor], by)
    staff = programs.coordinators_of(walk.program, walk.pair)
    notices.tell_of("waits_again", walk, [each for each in staff if not walk.has(each)], by)
    return handover


def wait_again(*, by: Person, place: Enrollment) -> Enrollment:
    """Wait for a mentor again once a mentorship has ended, however it did.

    The wait counts from today, or, where nothing had begun, from the day it first did.
    """
    policies.can_wait_again(by, _place_locked(place)).require()
    place.waiting_since = queries.waits_from(place)
    place.save(update_fields=["waiting_since"])
    records.record_by("mentorship.wait_again", by=by, about=place.pk)
    notices.tell_of_wait(place)
    return place


def write_handover(*, by: Person, handover: Handover, words: str) -> Handover:
    """Write what the next mentor shall know. Nobody reads it until one shows it."""
    policies.can_write_handover(by, handover, words).require()
    handover.words, handover.written_at = words.strip(), clock.now()
    handover.approved_at = None
    handover.save(update_fields=["words", "written_at", "approved_at"])
    records.record_by("mentorship.write_handover", by=by, about=handover.left.pk)
    return handover


def approve_handover(*, by: Person, handover: Handover) -> Handover:
    """Let one's next mentor read it, once both have signed."""
    policies.can_approve_handover(by, handover).require()
    handover.approved_at = clock.now()
    handover.save(update_fields=["approved_at"])
    records.record_by("mentorship.approve_handover", by=by, about=handover.left.pk)
    return handover


def take_back_handover(*, by: Person, handover: Handover) -> Handover:
    """Let nobody read it any more; the words stay with who wrote them."""
    policies.can_take_back_handover(by, handover).require()
    handover.approved_at = None
    handover.save(update_fields=["approved_at"])
    records.record_by("mentorship.take_back_handover", by=by, about=handover.left.pk)
    return handover


def _place_locked(place: Enrollment) -> Enrollment:
    """Take a place for this transaction, as it is now: a match takes it first, or comes after."""
    now = Enrollment.objects.select_for_update()
    place.refresh_from_db(fields=["waiting_since", "ended_at"], from_queryset=now)
    return place
