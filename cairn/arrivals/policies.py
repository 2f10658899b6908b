"""Who may ask, and who of the staff may take it up."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cairn.arrivals.models import Asking, Door, FirstContact
from cairn.core import clock
from cairn.core.verdict import ALLOWED, Verdict, refuse
from cairn.people import codes
from cairn.people.models import Person
from cairn.programs.models import Enrollment, Program
from cairn.programs.policies import can_coordinate, can_leave, is_mentee

MOST_UNREAD = 300  # askings of one program that wait for staff: a flood ends here
DRAFT_LASTS = timedelta(days=14)
_CLOSED = refuse("door_closed", _("Nobody can ask here just now. Please ask the people there."))


@dataclass(frozen=True)
class Asker:
    """Whoever holds the code of an asking, and is nobody here yet."""

    code: str
    organization_id: UUID
    pk: None = None


def can_begin(by: Asker, door: Door, unread: int) -> Verdict:
    """Anyone, at an open door, while staff can still read all that comes."""
    if door.closed_at or door.organization_id != by.organization_id:
        return _CLOSED
    if unread >= MOST_UNREAD:
        return refuse(
            "too_many", _("More people ask just now than we can read. Try again tomorrow.")
        )
    return ALLOWED


def can_write(by: Asker, asking: Asking) -> Verdict:
    """Whoever holds its code, until it is sent and while the draft lasts."""
    if not _holds(by, asking) or asking.withdrawn_at:
        return _not_yours()
    if asking.sent_at:
        return refuse("sent", _("You have sent this. You can still take it back."))
    if asking.kept_at + DRAFT_LASTS < clock.now():
        return refuse("draft_over", _("This was left for too long. Please begin again."))
    return ALLOWED


def can_withdraw(by: Asker, asking: Asking) -> Verdict:
    """Whoever holds its code, until they have joined; on the waiting list, while they wait."""
    if not _holds(by, asking) or asking.withdrawn_at:
        return _not_yours()
    if Person.objects.filter(pk=asking.pk, account__isnull=False).exists():
        return refuse("joined", _("You have joined. Sign in, or tell a coordinator."))
    return _can_leave(asking) if asking.welcomed_at else ALLOWED


def can_open_door(by: Person, program: Program) -> Verdict:
    """Staff of the program."""
    return can_coordinate(by, program)


def can_close_door(by: Person, door: Door) -> Verdict:
    """Staff of the program, while it is open."""
    if door.closed_at:
        return refuse("closed_already", _("This page is closed already."))
    return can_coordinate(by, door.program)


def can_look_at(by: Person, contact: FirstContact) -> Verdict:
    """Staff of the program, about others."""
    if contact.person_id == by.pk:
        return refuse("own_contact", _("Another coordinator gets in touch with you."))
    return can_coordinate(by, contact.program)


def can_keep(by: Person, contact: FirstContact) -> Verdict:
    """Staff of the program, once, with somebody who did not take it back."""
    if contact.kept_at:
        return refuse("kept_already", _("This contact is written down."))
    if contact.asking and not _is_open(contact.asking):
        return refuse("asking_over", _("This was taken back, or set aside."))
    return can_look_at(by, contact)


def can_decide(by: Person, asking: Asking) -> Verdict:
    """Staff of the program, once, what was sent and neither taken back nor set aside."""
    if asking.welcomed_at:
        return refuse("welcomed_already", _("They are on the waiting list already."))
    if asking.taken_at:
        return refuse("taken_already", _("This is of somebody who was here already."))
    if not _is_open(asking):
        return refuse("asking_over", _("This was taken back, or set aside."))
    return can_coordinate(by, asking.program)


def can_welcome(by: Person, asking: Asking) -> Verdict:
    """Likewise, somebody new: who was signed in when they asked is here already."""
    if asking.known_id and not asking.taken_at:
        return refuse("known", _("They are here already: nobody is added."))
    return can_decide(by, asking)


def can_take_as(by: Person, asking: Asking, person: Person) -> Verdict:
    """Likewise, as that of somebody they see here anyway, or who was signed in when they asked.

    Nobody takes one as their own.
    """
    if person.pk == by.pk:
        return refuse("own_contact", _("Another coordinator gets in touch with you."))
    if person.left_at:
        return refuse("left", _("This person has left."))
    is_seen = Person.objects.visible_to(by).filter(pk=person.pk).exists()
    if not is_seen and asking.known_id != person.pk:
        return refuse("not_here", _("You look after nobody of that kind."))
    return can_decide(by, asking)


def can_enroll(by: Person, program: Program) -> Verdict:
    """Staff of the program."""
    return can_coordinate(by, program)


def can_read_orientation(by: Person) -> Verdict:
    """Whoever is enrolled as a mentee."""
    return is_mentee(by)


def _can_leave(asking: Asking) -> Verdict:
    """Whether whoever it became can leave every place they have."""
    places = Enrollment.objects.active().filter(person=asking.pk).select_related("person")
    verdicts = (can_leave(place.person, place) for place in places)
    return next((verdict for verdict in verdicts if not verdict), ALLOWED)


def _is_open(asking: Asking) -> bool:
    return bool(asking.sent_at) and not (asking.withdrawn_at or asking.set_aside_at)


def _holds(by: Asker, asking: Asking) -> bool:
    return asking.token_hash == codes.hash_of(by.code)


def _not_yours() -> Verdict:
    return refuse("not_yours", _("This code opens nothing now."))
