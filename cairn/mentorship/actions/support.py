"""Staff keep the contacts they owe, do what they said they would, and set a program's rhythm."""

from collections.abc import Mapping, Sequence

from cairn.audit import records
from cairn.core import clock
from cairn.mentorship import notices, owing, policies, queries, questions
from cairn.mentorship.models import Errand, Rhythm, SupportContact
from cairn.mentorship.policies import Said
from cairn.people.models import Person
from cairn.programs.models import Program


def keep_contact(
    *,
    by: Person,
    contact: SupportContact,
    answers: Mapping[str, str],
    said: Said | None = None,
) -> SupportContact:
    """Write down a contact of staff with one of the two; the rhythm goes on after the last.

    What was said that staff would do becomes an errand: who, and by when.
    """
    policies.can_keep_contact(by, _contact_locked(contact), answers).require()
    if said:
        policies.can_promise(by, contact, said).require()
    contact.kept_at, contact.kept_by = clock.now(), by
    contact.answers = questions.tidied(answers, is_review=contact.is_review)
    contact.save()
    records.record_by("mentorship.keep_contact", by=by, about=contact.pk, person=contact.person)
    owing.go_on(contact)
    if said:
        _promise(by, contact, said)
    return contact


def take_back_contact(*, by: Person, contact: SupportContact) -> SupportContact:
    """Take back what was written down of a contact: it is owed again, and its answers go.

    What staff said they would do stays said, and the contact after it stays planned.
    """
    policies.can_take_back_contact(by, _contact_locked(contact)).require()
    contact.kept_at, contact.kept_by, contact.answers = None, None, {}
    contact.save()
    records.record_by(
        "mentorship.take_back_contact", by=by, about=contact.pk, person=contact.person
    )
    return contact


def look_at_contact(*, by: Person, contact: SupportContact) -> queries.DueContact:
    """Read a contact; what was answered in it, once it is kept, is somebody's own words."""
    policies.can_look_at_contact(by, contact).require()
    if contact.kept_at:
        records.look("follow_up", by=by, person=contact.person, about=contact.pk)
    return queries.due(contact, by)


def do_errand(*, by: Person, errand: Errand) -> Errand:
    """Say that something is done that staff said they would do."""
    policies.can_do_errand(by, _errand_locked(errand)).require()
    errand.done_at, errand.done_by = clock.now(), by
    errand.save(update_fields=["done_at", "done_by"])
    records.record_by("mentorship.do_errand", by=by, about=errand.pk, person=errand.person)
    notices.forget_errand(errand)
    return errand


def set_rhythm(
    *, by: Person, program: Program, contact_days: Sequence[int], review_days: Sequence[int]
) -> Rhythm:
    """Say after how many days staff owe contacts and reviews of what begins from now on."""
    policies.can_set_rhythm(by, program, contact_days, review_days).require()
    given = {"contact_days": sorted(contact_days), "review_days": sorted(review_days)}
    own = {"organization_id": program.organization_id, "set_by": by, "set_at": clock.now()}
    rhythm, _is_new = Rhythm.objects.update_or_create(program=program, defaults=given | own)
    records.record_by("mentorship.set_rhythm", by=by, about=program.pk)
    return rhythm


def _promise(by: Person, contact: SupportContact, said: Said) -> None:
    errand = Errand.objects.create(
        organization_id=contact.organization_id,
        mentorship=contact.mentorship,
        person=contact.person,
        words=said.words.strip(),
        who=said.who,
        due_on=said.due_on,
    )
    records.record_by("mentorship.promise", by=by, about=errand.pk, person=contact.person)
    if said.who.pk != by.pk:
        notices.tell_of_errand(errand)


def _contact_locked(contact: SupportContact) -> SupportContact:
    now = SupportContact.objects.select_for_update()
    contact.refresh_from_db(fields=["kept_at"], from_queryset=now)
    return contact


def _errand_locked(errand: Errand) -> Errand:
    now = Errand.objects.select_for_update()
    errand.refresh_from_db(fields=["done_at"], from_queryset=now)
    return errand
