"""The two write the note of a meeting together: each their own words, and both sign."""

from cairn.audit import records
from cairn.core import clock
from cairn.mentorship import notices, policies, queries
from cairn.mentorship.locking import locked_meeting
from cairn.mentorship.models import Meeting, NoteSignature, NoteVersion
from cairn.people.models import Person


def look_at_note(*, by: Person, meeting: Meeting, number: int | None = None) -> queries.NotePage:
    """Read the note of a meeting, or one of its versions; the mentee reads who did."""
    policies.can_look_at_note(by, meeting).require()
    page = queries.note_page(meeting, by, number)
    if page.versions:
        records.look("note", by=by, person=meeting.mentorship.mentee, about=meeting.pk)
    return page


def write_note(*, by: Person, meeting: Meeting, words: str) -> NoteVersion:
    """Write one's own part of the note; what stood there stays as the version it was."""
    policies.can_write_note(by, locked_meeting(meeting), words).require()
    return _version(by, meeting, NoteVersion.Kind.WROTE, words)


def disagree(*, by: Person, meeting: Meeting, words: str) -> NoteVersion:
    """Say what one sees otherwise than the other; without words one takes that back."""
    policies.can_disagree(by, locked_meeting(meeting), words).require()
    kind = NoteVersion.Kind.DISAGREED if words.strip() else NoteVersion.Kind.AGREED
    return _version(by, meeting, kind, words)


def sign_note(*, by: Person, meeting: Meeting, read: int | None = None) -> NoteSignature:
    """Sign the note as it stands; whatever is written afterwards is a new version."""
    policies.can_sign_note(by, locked_meeting(meeting), read).require()
    signature = NoteSignature.objects.create(
        organization_id=meeting.organization_id,
        version=meeting.note_versions.latest("number"),
        person=by,
        signed_at=clock.now(),
    )
    _record("sign_note", by, meeting)
    notices.tell_of_note("note_signed", meeting, by)
    return signature


def _version(by: Person, meeting: Meeting, kind: NoteVersion.Kind, words: str) -> NoteVersion:
    """Add a version; none where somebody sends what stands there already."""
    versions = list(meeting.note_versions.order_by("number"))
    own = [each for each in versions if each.by_id == by.pk and each.kind == kind]
    said = words.replace("\r\n", "\n").strip()
    if own and own[-1] in queries.standing(versions) and own[-1].words == said:
        return own[-1]
    made = NoteVersion.objects.create(
        organization_id=meeting.organization_id,
        meeting=meeting,
        number=len(versions) + 1,
        by=by,
        kind=kind,
        words=said,
    )
    _record("write_note", by, meeting)
    notices.tell_of_note("noted", meeting, by)
    return made


def _record(act: str, by: Person, meeting: Meeting) -> None:
    records.record(
        f"mentorship.{act}",
        organization_id=by.organization_id,
        actor_id=by.pk,
        about=meeting.pk,
        person_id=meeting.mentorship.other(by).pk,
    )
