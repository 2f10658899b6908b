"""Reads of notes: one as its two read it, and which meetings of a mentorship have one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery

from cairn.audit import records
from cairn.mentorship import policies
from cairn.mentorship.models import Meeting, Mentorship, NoteSignature, NoteVersion
from cairn.mentorship.policies import PossibleNote
from cairn.people.apart import kept_from
from cairn.people.keys import store as keys
from cairn.people.models import Person

NOTES = 50
_MOST_LOOKS = 300


@dataclass(frozen=True)
class NoteReader:
    """Somebody other than the mentee who read a note on a day."""

    person_id: UUID | None
    who: str
    on: date


@dataclass(frozen=True)
class NotePage:
    """The note of a meeting as one of the two reads it: the newest version, or an earlier one.

    `parts` is what stands in it; `readers` are listed to the mentee alone.
    """

    meeting: Meeting
    other: Person
    is_mentee: bool
    number: int
    parts: tuple[NoteVersion, ...]
    versions: tuple[NoteVersion, ...]
    signatures: tuple[NoteSignature, ...]
    readers: tuple[NoteReader, ...]
    may: PossibleNote
    own_words: str
    own_doubt: str

    @property
    def newest(self) -> int:
        """The number of the newest version; none is 0."""
        return self.versions[-1].number if self.versions else 0

    @property
    def is_newest(self) -> bool:
        """Whether it is the newest version that is read."""
        return self.number == self.newest

    @property
    def written(self) -> list[NoteVersion]:
        """What each of the two wrote."""
        return [part for part in self.parts if part.is_of_own_words]

    @property
    def doubts(self) -> list[NoteVersion]:
        """What either sees otherwise."""
        return [part for part in self.parts if part.kind == NoteVersion.Kind.DISAGREED]


@dataclass(frozen=True)
class Noted:
    """A meeting in the list of notes: how many versions there are, who signed the newest."""

    meeting_id: UUID
    met_at: datetime
    number: int
    signed_by_ids: tuple[UUID, ...]
    is_signed: bool


@dataclass(frozen=True)
class NotedPage:
    """One page of the list; `before` is the key of the next, None on the last."""

    rows: list[Noted]
    before: UUID | None


def note_page(meeting: Meeting, person: Person, number: int | None = None) -> NotePage:
    """Return the note of a meeting, as it stands or as it was."""
    walk = meeting.mentorship
    keys.warm([walk.mentee_id, walk.mentor_id])
    versions = tuple(meeting.note_versions.select_related("by").order_by("number"))
    signed = NoteSignature.objects.filter(version__meeting=meeting)
    signatures = tuple(signed.select_related("person", "version").order_by("signed_at"))
    shown = number if number and number <= len(versions) else len(versions)
    own = [each for each in standing(versions) if each.by_id == person.pk]
    return NotePage(
        meeting=meeting,
        other=walk.other(person),
        is_mentee=person.pk == walk.mentee_id,
        number=shown,
        parts=tuple(standing(versions[:shown])),
        versions=versions,
        signatures=signatures,
        readers=_readers(meeting) if person.pk == walk.mentee_id else (),
        may=policies.possible_with_note(person, meeting, versions, signatures),
        own_words=_words(own, NoteVersion.Kind.WROTE),
        own_doubt=_words(own, NoteVersion.Kind.DISAGREED),
    )


def standing(versions: Iterable[NoteVersion]) -> list[NoteVersion]:
    """Return what stands in a note: the latest of each part, the earliest begun first."""
    latest: dict[tuple[UUID, bool], NoteVersion] = {}
    for version in versions:
        latest[version.by_id, version.is_of_own_words] = version
    return [each for each in latest.values() if each.kind != NoteVersion.Kind.AGREED]


def notes_of(
    mentorship: Mentorship, person: Person, before: UUID | None = None, most: int = NOTES
) -> list[Noted]:
    """Return the meetings that were held, the newest first, each with how its note stands."""
    held = Meeting.objects.visible_to(person).held().filter(mentorship=mentorship)
    last = held.filter(pk=before).first() if before else None
    rows = held.filter(starts_at__lt=last.starts_at) if last else held
    signers = NoteSignature.objects.filter(
        version__meeting=OuterRef("pk"), version__number=OuterRef("newest")
    )
    versions = NoteVersion.objects.filter(meeting=OuterRef("pk")).order_by("-number")
    noted = rows.annotate(newest=Subquery(versions.values("number")[:1]))
    listed = noted.annotate(signers=ArraySubquery(signers.values("person"))).order_by("-starts_at")
    found = listed.values_list("pk", "starts_at", "newest", "signers")[:most]
    both = {mentorship.mentee_id, mentorship.mentor_id}
    return [
        Noted(pk, met_at, newest or 0, tuple(signed), both <= set(signed))
        for pk, met_at, newest, signed in found
    ]


def note_list(mentorship: Mentorship, person: Person, before: UUID | None = None) -> NotedPage:
    """Return one page of `notes_of`."""
    found = notes_of(mentorship, person, before, NOTES + 1)
    rows = found[:NOTES]
    return NotedPage(rows, rows[-1].meeting_id if len(found) > NOTES else None)


def _words(own: Sequence[NoteVersion], kind: NoteVersion.Kind) -> str:
    return next((each.words for each in own if each.kind == kind), "")


def _readers(meeting: Meeting) -> tuple[NoteReader, ...]:
    """Return who of others read a note on which day, the newest day first.

    One query, where the mentor alone did.
    """
    mentee = meeting.mentorship.mentee
    looks = records.looks_at(mentee).filter(act=f"{records.LOOK}note", about=meeting.pk)
    seen = list(looks.values_list("actor_id", "created_at")[:_MOST_LOOKS])
    mentor = meeting.mentorship.mentor
    names: dict[UUID | None, str] = {mentor.pk: mentor.display_name}
    others = [actor for actor, _at in seen if actor and actor not in names]
    if others:
        known = Person.objects.active().filter(pk__in=others)
        names |= dict(known.exclude(pk__in=kept_from(mentee)).values_list("pk", "display_name"))
    zone = ZoneInfo(mentee.time_zone)
    days = dict.fromkeys((actor, at.astimezone(zone).date()) for actor, at in seen)
    return tuple(NoteReader(actor, names.get(actor, ""), on) for actor, on in days)
