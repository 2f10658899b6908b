"""The one door to what somebody shares, and what a person reads of their own sharing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet

from cairn.consent.kinds import IN_SHORT, TICKED_AT_FIRST
from cairn.consent.models import Consent
from cairn.mentorship.models import Mentorship, MentorshipQuerySet
from cairn.people.models import Person


@dataclass(frozen=True)
class Reader:
    """Somebody who sees some of what a person writes, and which kinds of it."""

    person: Person
    kinds: tuple[str, ...]

    @property
    def words(self) -> str:
        """The kinds in short, one after the other."""
        return ", ".join(str(IN_SHORT[kind]) for kind in self.kinds if kind in IN_SHORT)


def shared_before_yes(person: Person) -> frozenset[str]:
    """Return the kinds that whichever mentor a person asks may see, before they answer."""
    return _kinds(Consent.objects.by(person, None).live())


def shared_with(reader: Person, mentorship: Mentorship) -> frozenset[str]:
    """Return the kinds that a mentor may see of the mentee now: none before both have signed."""
    is_mentor = mentorship.mentor_id == reader.pk
    if not is_mentor or mentorship.begun_at is None or mentorship.ended_at:
        return frozenset()
    known: list[str] | None = vars(mentorship).get("given")
    return ticked_for(mentorship) if known is None else frozenset(known)


def with_given(walks: MentorshipQuerySet) -> MentorshipQuerySet:
    """Return mentorships, each with what its mentee lets its mentor see, in one query."""
    theirs = Consent.objects.live().filter(person=OuterRef("mentee"), to=OuterRef("mentor"))
    return walks.annotate(given=ArraySubquery(theirs.values("kind")))


def ticked_before_yes(person: Person) -> frozenset[str]:
    """Return what stands ticked before a yes: what is shared, or the usual until one has said."""
    if Consent.objects.by(person, None).exists():
        return shared_before_yes(person)
    return frozenset(TICKED_AT_FIRST)


def ticked_for(mentorship: Mentorship) -> frozenset[str]:
    """Return what the mentee shares with the mentor of a mentorship."""
    return _kinds(Consent.objects.by(mentorship.mentee, mentorship.mentor).live())


def readers_of(person: Person, kinds: Collection[str]) -> list[Reader]:
    """Return the mentors who see some of these kinds of a person's data now. One query."""
    walks = _walks(person).begun()
    given = Consent.objects.live().filter(person=person, kind__in=kinds)
    rows = given.filter(to__in=walks.values("mentor")).select_related("to").order_by("since", "pk")
    return _by_reader(rows, kinds)


def walks_that_share(person: Person, kinds: Collection[str]) -> list[Mentorship]:
    """Return the mentorships in which a person shares some of these kinds now."""
    walks = with_given(_walks(person).begun()).select_related("mentor")
    return [walk for walk in walks if shared_with(walk.mentor, walk) & set(kinds)]


def walks_of(person: Person) -> list[Mentorship]:
    """Return the mentorships in which a person may share with a mentor, the oldest first."""
    walks = _walks(person).select_related("mentee", "mentor")
    return list(walks.order_by("matched_at", "pk"))


def ledger(person: Person) -> QuerySet[Consent]:
    """Return what a person said, the newest first; nothing said to whom they were parted from."""
    met = Mentorship.objects.of(person).filter(mentee=person).values("mentor")
    said = Consent.objects.visible_to(person).filter(Q(to=None) | Q(to__in=met))
    return said.select_related("to").order_by("-since", "kind", "pk")


def _walks(person: Person) -> MentorshipQuerySet:
    """Return the live mentorships of a mentee whose mentor they are not kept from."""
    return Mentorship.objects.of(person).live().filter(mentee=person)


def _kinds(rows: QuerySet[Consent]) -> frozenset[str]:
    return frozenset(rows.values_list("kind", flat=True))


def _by_reader(rows: Iterable[Consent], kinds: Collection[str]) -> list[Reader]:
    given: dict[Person, set[str]] = {}
    for row in rows:
        if row.to:
            given.setdefault(row.to, set()).add(row.kind)
    return [
        Reader(person, tuple(kind for kind in kinds if kind in seen))
        for person, seen in given.items()
    ]
