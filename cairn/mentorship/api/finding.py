"""What endpoints of mentorships share: finding one through the person."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from cairn.mentorship.models import Meeting, Mentorship
from cairn.people.requests import PersonRequest


def visible(request: PersonRequest, pk: UUID) -> Mentorship:
    """Find a mentorship that the person may look at."""
    seen = Mentorship.objects.visible_to(request.person)
    return get_object_or_404(seen.select_related("mentee", "mentor", "program"), pk=pk)


def between(request: PersonRequest, pk: UUID) -> Mentorship:
    """Find what is for the two alone: to staff there is nothing."""
    own = Mentorship.objects.visible_to(request.person).of(request.person)
    return get_object_or_404(own.select_related("mentee", "mentor", "program"), pk=pk)


def meeting_in(mentorship: Mentorship, pk: UUID) -> Meeting:
    """Find a meeting of a mentorship that was found through the person."""
    meeting = get_object_or_404(mentorship.meetings, pk=pk)
    meeting.mentorship = mentorship
    return meeting


def meeting_of(request: PersonRequest, pk: UUID) -> Meeting:
    """Find a meeting between the person and somebody else."""
    seen = Meeting.objects.visible_to(request.person)
    two = ("mentorship__mentee", "mentorship__mentor", "mentorship__program", "set_by")
    return get_object_or_404(seen.select_related(*two), pk=pk)
