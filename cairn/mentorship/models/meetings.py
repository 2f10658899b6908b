"""Meetings of the two: proposed, agreed, moved, canceled, held or missed, and who said so when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from cairn.core import clock
from cairn.mentorship.models.walks import Mentorship
from cairn.people.encryption import EncryptedText
from cairn.people.models import OrganizationRow, Person

USUAL_LENGTH = timedelta(hours=1)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings by state and by who may read them."""

    def held(self) -> Self:
        """Those at which the two met."""
        return self.filter(state=Meeting.State.HELD)

    def open(self) -> Self:
        """Proposed or agreed, to come or not yet told of."""
        return self.filter(state__in=(Meeting.State.PROPOSED, Meeting.State.AGREED))

    def waiting(self) -> Self:
        """Missed, while nobody has got in touch about it and the two have not met since."""
        reached = Turn.objects.filter(meeting=OuterRef("pk"), kind=Turn.Kind.REACHED)
        since = Meeting.objects.held().filter(
            mentorship=OuterRef("mentorship"), starts_at__gt=OuterRef("starts_at")
        )
        missed = self.filter(state=Meeting.State.MISSED, mentorship__ended_at=None)
        return missed.exclude(Exists(reached)).exclude(Exists(since))

    def visible_to(self, person: Person) -> Self:
        """The two of the mentorship, and nobody else; neither once they are kept apart."""
        return self.filter(mentorship__in=Mentorship.objects.of(person))


class Series(OrganizationRow):
    """Meetings that come again every so many weeks, at the same hour of one zone's clocks."""

    mentorship = models.ForeignKey(Mentorship, on_delete=models.PROTECT, related_name="series")
    every_weeks = models.PositiveSmallIntegerField()
    zone = models.CharField(max_length=64)


class Meeting(OrganizationRow):
    """One meeting, from the first proposal of a time to whether they met.

    `set_by` put it at this time and place, `sequence` counts how often it was changed since
    (RFC 5545, 3.8.7.4). The first one held says how a third person was offered.
    """

    class State(models.TextChoices):
        """Where it stands; the turns say who brought it there and when."""

        PROPOSED = "proposed", _("Proposed")
        AGREED = "agreed", _("Agreed")
        HELD = "held", _("You met")
        MISSED = "missed", _("You did not meet")
        CANCELED = "canceled", _("Canceled")

    class Mode(models.TextChoices):
        """How they meet."""

        IN_PERSON = "in_person", _("In person")
        PHONE = "phone", _("By phone")
        VIDEO = "video", _("By video")

    class ThirdPerson(models.TextChoices):
        """Whether someone of the staff comes along to the first meeting."""

        NOT_ASKED = "", _("Not asked")
        WANTED = "wanted", _("Wanted")
        DECLINED = "declined", _("Offered, and not wanted")
        PRESENT = "present", _("Present")

    mentorship = models.ForeignKey(Mentorship, on_delete=models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    mode = models.CharField(max_length=12, choices=Mode.choices)
    place = EncryptedText(key_of="set_by_id")  # where, which number, or a link
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=clock.now)
    is_first = models.BooleanField(default=False)
    third_person = models.CharField(max_length=8, blank=True, choices=ThirdPerson.choices)
    series = models.ForeignKey(Series, null=True, on_delete=models.PROTECT, related_name="meetings")
    recurs_at = models.DateTimeField(null=True)  # when it is within its series
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship"], condition=Q(is_first=True), name="one_first_meeting"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a_meeting_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(is_first=False) | Q(state="held"), name="the_first_meeting_was_held"
            ),
        ]
        indexes = [
            models.Index(fields=["mentorship", "-starts_at"]),
            models.Index(fields=["starts_at"], condition=Q(state="agreed"), name="meetings_agreed"),
            models.Index(
                fields=["mentorship"], condition=Q(state="missed"), name="meetings_missed"
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it is proposed or agreed."""
        return self.state in (self.State.PROPOSED, self.State.AGREED)

    @property
    def link(self) -> str:
        """The place, where it is a link that may be followed."""
        return self.place if self.place.startswith("https://") and " " not in self.place else ""

    @property
    def has_begun(self) -> bool:
        """Whether its time has come."""
        return self.starts_at <= clock.now()

    @property
    def waits_for(self) -> tuple[Person, ...]:
        """Who of the two has not said yes to this time."""
        return self.waiting(self.turns.all())

    def waiting(self, turns: Iterable[Turn]) -> tuple[Person, ...]:
        """Who of the two has not said yes to this time, by the turns there were."""
        if self.state != self.State.PROPOSED:
            return ()
        yes = {turn.by_id for turn in turns if turn.is_yes and turn.of(self)}
        return tuple(person for person in self.mentorship.pair if person.pk not in yes)


class Turn(OrganizationRow):
    """What somebody did about a meeting: a row of who and when, for each; never changed."""

    class Kind(models.TextChoices):
        """What they did."""

        PROPOSED = "proposed", _("proposed this time")
        ACCEPTED = "accepted", _("said yes")
        MOVED = "moved", _("proposed another time")
        DECLINED = "declined", _("said: not this time")
        CANCELED = "canceled", _("canceled it")
        MET = "met", _("said that you met")
        ABSENT = "absent", _("could not come")
        MISSED = "missed", _("was there alone")
        NOT_MET = "not_met", _("said that you did not meet")
        REACHED = "reached", _("got in touch about it")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="turns")
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    sequence = models.PositiveIntegerField()
    starts_at = models.DateTimeField()

    YES = (Kind.PROPOSED, Kind.MOVED, Kind.ACCEPTED)
    SAID_AFTER = (Kind.MET, Kind.ABSENT, Kind.MISSED)
    SAID_BY_STAFF = (Kind.MET, Kind.NOT_MET)

    is_nameless = False  # of somebody kept from who reads it, where a query says so

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "by"],
                condition=Q(kind__in=("met", "absent", "missed")),
                name="one_word_on_attendance_a_person",
            ),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(kind="reached"), name="reached_once_a_meeting"
            ),
        ]

    @property
    def is_yes(self) -> bool:
        """Whether whoever did this agrees to the time."""
        return self.kind in self.YES

    def of(self, meeting: Meeting) -> bool:
        """Whether it speaks of the time at which the meeting stands now."""
        return self.sequence == meeting.sequence


class Booking(OrganizationRow):
    """That a person's time is taken by an agreed meeting.

    The database lets no two of one person overlap (`nobody_is_booked_twice`, in the migration).
    They were reminded of it, and asked afterwards how it went, at most once.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="bookings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="bookings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], name="one_booking_a_person_and_meeting"
            ),
        ]
