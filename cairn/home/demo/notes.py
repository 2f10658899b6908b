"""Notes that pairs of the demo wrote of their meetings, by the actions themselves."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import timedelta

from cairn.core import clock
from cairn.home.demo import words
from cairn.mentorship import actions
from cairn.mentorship.models import Meeting, Mentorship

_PAIRS = 6


def write(known: Mentorship) -> None:
    """Let the two everybody meets first have three notes, and a few others one each."""
    latest, before, earlier = known.meetings.held().order_by("-starts_at")[:3]
    _both_sign(earlier, iter(words.NOTES))
    _one_sees_it_otherwise(before, iter(words.NOTES[2:]))
    with _evening(latest):
        actions.write_note(by=known.mentee, meeting=latest, words=words.NOTES[4])
    walks = Mentorship.objects.live().begun().filter(mentor__language="en").exclude(pk=known.pk)
    related = walks.select_related("mentee", "mentor").order_by("pk")
    for number, walk in enumerate(related[:_PAIRS]):
        for meeting in walk.meetings.held().order_by("-starts_at")[:1]:
            with _evening(meeting):
                said = words.NOTES_OF_OTHERS[number % len(words.NOTES_OF_OTHERS)]
                actions.write_note(by=walk.mentor, meeting=meeting, words=said)


def _both_sign(meeting: Meeting, said: Iterator[str]) -> None:
    """One writes, the other adds, and both sign."""
    mentee, mentor = meeting.mentorship.pair
    with _evening(meeting):
        actions.write_note(by=mentor, meeting=meeting, words=next(said))
    with _evening(meeting, days=1):
        actions.write_note(by=mentee, meeting=meeting, words=next(said))
        for person in (mentee, mentor):
            actions.sign_note(by=person, meeting=meeting)


def _one_sees_it_otherwise(meeting: Meeting, said: Iterator[str]) -> None:
    """One writes, the other sees something otherwise and signs."""
    mentee, mentor = meeting.mentorship.pair
    with _evening(meeting):
        actions.write_note(by=mentor, meeting=meeting, words=next(said))
    with _evening(meeting, days=1):
        actions.disagree(by=mentee, meeting=meeting, words=next(said))
        actions.sign_note(by=mentee, meeting=meeting)


def _evening(meeting: Meeting, days: int = 0) -> AbstractContextManager[None]:
    """Stand a few hours after a meeting, or so many days later, but in no time to come."""
    return clock.pinned(min(meeting.ends_at + timedelta(days=days, hours=2), clock.now()))
