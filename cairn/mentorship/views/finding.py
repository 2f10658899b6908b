"""What views of mentorships share: finding one through the person, and answering with a form."""

from http import HTTPStatus
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from cairn.mentorship.models import Meeting, Mentorship
from cairn.people.models import Person
from cairn.people.requests import PersonRequest

_DIGITS = 6


def visible(request: PersonRequest, pk: UUID) -> Mentorship:
    """Find a mentorship that the person may look at."""
    seen = Mentorship.objects.visible_to(request.person)
    return get_object_or_404(seen.select_related("mentee", "mentor", "program"), pk=pk)


def between(request: PersonRequest, pk: UUID) -> Mentorship:
    """Find what is for the two alone: to staff there is nothing."""
    own = Mentorship.objects.visible_to(request.person).of(request.person)
    return get_object_or_404(own.select_related("mentee", "mentor", "program"), pk=pk)


def meeting_of(request: PersonRequest, pk: UUID) -> Meeting:
    """Find a meeting between the person and somebody else."""
    seen = Meeting.objects.visible_to(request.person)
    two = ("mentorship__mentee", "mentorship__mentor", "mentorship__program")
    return get_object_or_404(seen.select_related(*two), pk=pk)


def meeting_in(mentorship: Mentorship, pk: UUID) -> Meeting:
    """Find a meeting of a mentorship that was found through the person."""
    meeting = get_object_or_404(mentorship.meetings, pk=pk)
    meeting.mentorship = mentorship
    return meeting


def with_form(request: PersonRequest, template: str, form: Form, **more: object) -> HttpResponse:
    """Answer with a form: the page of its own, or 422 with what is wrong."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, template, {"form": form, **more}, status=status)


def as_told(found: Mentorship, person: Person) -> dict[str, object]:
    """Return what a page needs to say "you" to one of the two, and to staff the names of both."""
    return {"mentorship": found, "is_own": found.has(person), "other": found.other(person)}


def number_of(request: PersonRequest, name: str) -> int | None:
    """Return the number in the address, None for none or a broken one."""
    said = request.GET.get(name, "")
    return int(said) if said.isdecimal() and len(said) < _DIGITS else None


def key_of(request: PersonRequest, name: str) -> UUID | None:
    """Return the key in the address, None for none or a broken one."""
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None
