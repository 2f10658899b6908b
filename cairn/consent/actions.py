"""Sharing and taking back."""

from collections.abc import Collection
from datetime import timedelta

from cairn.audit import records
from cairn.consent import notices, policies
from cairn.consent.kinds import TICKED_AT_FIRST
from cairn.consent.models import Consent
from cairn.core import clock
from cairn.mentorship.models import Mentorship
from cairn.people.models import Person

A_YEAR = 365
_SAME = timedelta(days=1)


def share(
    *,
    by: Person,
    kinds: Collection[str],
    mentorship: Mentorship | None = None,
    days: int = A_YEAR,
) -> None:
    """Share these kinds, and no others, with one's mentor or with whichever mentor one asks.

    What is not among them is taken back from now on; what is, holds for so many days.
    """
    policies.can_share(by, kinds, mentorship).require()
    to = mentorship.mentor if mentorship else None
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)  # two pages at once
    if to is None:
        _say_first(by)
    until = clock.now() + timedelta(days=days)
    standing = Consent.objects.by(by, to).filter(revoked_at=None)
    kept = standing.filter(kind__in=kinds, until__gt=until - _SAME, until__lte=until)
    held = set(kept.values_list("kind", flat=True))
    _take_back(by, standing.exclude(kind__in=held))
    _give(by, to, [kind for kind in dict.fromkeys(kinds) if kind not in held], days)
    if mentorship and not kinds:
        notices.withdraw(mentorship)


def _say_first(person: Person) -> None:
    """Write down what stood ticked before anything was said, so that a no to it is one."""
    if not Consent.objects.by(person, None).exists():
        _give(person, None, sorted(TICKED_AT_FIRST), A_YEAR)


def _give(person: Person, to: Person | None, kinds: Collection[str], days: int) -> None:
    now = clock.now()
    why = Consent.Why.WALKING if to else Consent.Why.CHOOSING
    given = [
        Consent(
            organization_id=person.organization_id,
            person=person,
            to=to,
            kind=kind,
            why=why,
            since=now,
            until=now + timedelta(days=days),
        )
        for kind in kinds
    ]
    for consent in Consent.objects.bulk_create(given):
        _record("give", person, consent)


def _take_back(person: Person, standing: Collection[Consent]) -> None:
    for consent in standing:
        consent.revoked_at = clock.now()
        consent.save(update_fields=["revoked_at"])
        _record("take_back", person, consent)


def _record(act: str, by: Person, consent: Consent) -> None:
    records.record(
        f"consent.{act}",
        organization_id=by.organization_id,
        actor_id=by.pk,
        about=consent.pk,
        person_id=by.pk,
    )
