"""What staff owe the two from the day it begins: contacts in their rhythm, and reviews."""

from datetime import date

from cairn.mentorship import rhythm
from cairn.mentorship.models import Mentorship, Rhythm, SupportContact
from cairn.people.models import Person
from cairn.programs.models import Program

CONTACT, REVIEW = SupportContact.Kind.CONTACT, SupportContact.Kind.REVIEW


def begin(mentorship: Mentorship, today: date) -> None:
    """Owe each of the two the contacts of half a year, and every review."""
    contact_days, review_days = days_of(mentorship.program)
    days = [(day, CONTACT) for day in rhythm.due_days(today, first=contact_days)]
    days += [(day, REVIEW) for day in rhythm.days_after(today, review_days)]
    SupportContact.objects.bulk_create(
        _contact(mentorship, person, day, kind) for person in mentorship.pair for day, kind in days
    )


def go_on(contact: SupportContact) -> None:
    """Owe the next contact once the last one planned is kept; reviews do not come again."""
    mentorship, person = contact.mentorship, contact.person
    planned = mentorship.contacts.filter(person=person, kind=CONTACT, kept_at=None)
    if contact.is_review or not mentorship.begun_on or planned.exists():
        return
    first, _reviews = days_of(mentorship.program)
    day = rhythm.next_after(mentorship.begun_on, contact.due_on, first)
    _contact(mentorship, person, day, CONTACT).save()


def days_of(program: Program) -> tuple[list[int], list[int]]:
    """Return after how many days contacts and reviews are owed in a program."""
    found = Rhythm.objects.filter(program=program).first()
    if found is None:
        return list(rhythm.CONTACT_DAYS), list(rhythm.REVIEW_DAYS)
    return found.contact_days, found.review_days


def _contact(
    mentorship: Mentorship, person: Person, day: date, kind: SupportContact.Kind
) -> SupportContact:
    return SupportContact(
        organization_id=mentorship.organization_id,
        mentorship=mentorship,
        person=person,
        due_on=day,
        kind=kind,
    )
