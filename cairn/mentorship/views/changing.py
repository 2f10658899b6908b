"""A mentee changes their mentor, and hands on what they like."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from cairn.mentorship import actions, forms
from cairn.mentorship.models import Handover
from cairn.people.requests import PersonRequest, see
from cairn.programs.models import Enrollment


def change_mentor(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask for another mentor, in one tap; then the handover can be written."""
    handover = actions.change_mentor(by=request.person, place=_place(request, pk))
    return see("handover", handover.pk)


def wait_again(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Wait for a mentor again, in one tap; Today says that one does."""
    actions.wait_again(by=request.person, place=_place(request, pk))
    return see("today")


def handover(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Write what the next mentor shall know."""
    found = _handover(request, pk)
    form = forms.HandoverForm(request.POST or None, initial={"words": found.words})
    if request.method == "POST" and form.is_valid():
        actions.write_handover(by=request.person, handover=found, **form.cleaned_data)
        return see("handover", pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"form": form, "handover": found}
    return render(request, "mentorship/handover.html", context, status=status)


def approve_handover(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show it to one's next mentor."""
    actions.approve_handover(by=request.person, handover=_handover(request, pk))
    return see("handover", pk)


def take_back_handover(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show it to nobody any more."""
    actions.take_back_handover(by=request.person, handover=_handover(request, pk))
    return see("handover", pk)


def _place(request: PersonRequest, pk: UUID) -> Enrollment:
    own = Enrollment.objects.visible_to(request.person).filter(person=request.person)
    return get_object_or_404(own.select_related("person", "program"), pk=pk)


def _handover(request: PersonRequest, pk: UUID) -> Handover:
    seen = Handover.objects.visible_to(request.person).with_next().select_related("left__mentor")
    return get_object_or_404(seen, pk=pk)
