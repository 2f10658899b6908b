"""Who may read the note of a meeting, write in it, see something otherwise, and sign it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from cairn.core.verdict import ALLOWED, Verdict, refuse
from cairn.mentorship.models import Meeting, NoteSignature, NoteVersion
from cairn.mentorship.policies.walks import between_the_two
from cairn.people import apart
from cairn.people.models import Person

LONGEST_NOTE = 4000
MOST_VERSIONS = 500


@dataclass(frozen=True)
class PossibleNote:
    """What somebody may do about the note of a meeting."""

    write: Verdict
    disagree: Verdict
    sign: Verdict


def can_look_at_note(person: Person, meeting: Meeting) -> Verdict:
    """Each of the two, of a meeting at which they met, afterwards too; nobody else."""
    walk = meeting.mentorship
    if not walk.has(person):
        return refuse("not_yours", _("This is between two other people."))
    if walk.parted_at or apart.are_apart(*walk.pair):
        return refuse("ended", _("This mentorship has ended."))
    return _is_held(meeting)


def can_write_note(person: Person, meeting: Meeting, words: str) -> Verdict:
    """Each of the two, their own part, while they walk: a few words to a few pages."""
    if not words.strip():
        return refuse("no_words", _("Write a few words first."))
    if len(words.strip()) > LONGEST_NOTE:
        return refuse("too_long", _("That is too long. Say a little less."))
    return possible_with_note(person, meeting).write


def can_disagree(person: Person, meeting: Meeting, words: str) -> Verdict:
    """Each of the two, with what the other wrote; without words one takes it back."""
    if len(words.strip()) > LONGEST_NOTE:
        return refuse("too_long", _("That is too long. Say a little less."))
    versions = list(meeting.note_versions.all())
    verdict = possible_with_note(person, meeting, versions).disagree
    if verdict and not words.strip() and not _disagrees(person, versions):
        return refuse("no_words", _("Write a few words first."))
    return verdict


def can_sign_note(person: Person, meeting: Meeting, read: int | None = None) -> Verdict:
    """Each of the two, once, the version they have read (None: the newest)."""
    versions = list(meeting.note_versions.all())
    if versions and read is not None and read != _newest(versions).number:
        return refuse("note_changed", _("The notes changed meanwhile. Please read them again."))
    return possible_with_note(person, meeting, versions).sign


def possible_with_note(
    person: Person,
    meeting: Meeting,
    versions: Sequence[NoteVersion] | None = None,
    signatures: Sequence[NoteSignature] | None = None,
) -> PossibleNote:
    """Ask all that somebody may do about a note at once; rows are its own, where known."""
    known = list(meeting.note_versions.all()) if versions is None else versions
    verdict = between_the_two(person, meeting.mentorship)
    open_to = _is_held(meeting) if verdict else verdict
    write = _has_room(known) if open_to else open_to
    return PossibleNote(
        write=write,
        disagree=_has_other(person, known) if write else write,
        sign=_is_signable(person, known, signatures) if open_to else open_to,
    )


def _is_held(meeting: Meeting) -> Verdict:
    if meeting.state != Meeting.State.HELD:
        return refuse("not_met", _("You write this once you have met."))
    return ALLOWED


def _has_room(versions: Sequence[NoteVersion]) -> Verdict:
    if len(versions) >= MOST_VERSIONS:
        return refuse("too_many_versions", _("This has been changed very often. Leave it now."))
    return ALLOWED


def _has_other(person: Person, versions: Sequence[NoteVersion]) -> Verdict:
    if not any(each.by_id != person.pk and each.is_of_own_words for each in versions):
        return refuse("nothing_written", _("The other of you two has written nothing yet."))
    return ALLOWED


def _disagrees(person: Person, versions: Sequence[NoteVersion]) -> bool:
    own = [each for each in versions if each.by_id == person.pk and not each.is_of_own_words]
    return bool(own) and _newest(own).kind == NoteVersion.Kind.DISAGREED


def _is_signable(
    person: Person, versions: Sequence[NoteVersion], signatures: Sequence[NoteSignature] | None
) -> Verdict:
    if not versions:
        return refuse("nothing_written", _("Nothing is written yet."))
    newest = _newest(versions)
    known = newest.signatures.filter(person=person) if signatures is None else signatures
    if any(each.person_id == person.pk and each.version_id == newest.pk for each in known):
        return refuse("signed_already", _("You have signed this."))
    return ALLOWED


def _newest(versions: Sequence[NoteVersion]) -> NoteVersion:
    return max(versions, key=lambda each: each.number)
