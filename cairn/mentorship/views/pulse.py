"""The pulse: five short questions to each of the two, and figures of many for staff."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from cairn.mentorship import actions, forms, pulses, queries
from cairn.mentorship.models import Mentorship, Pulse
from cairn.people.requests import PersonRequest, see
from cairn.programs import queries as programs


def pulse(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask the five questions; once both have answered, show both answers to both."""
    related = ("walk__mentee", "walk__mentor", "walk__program")
    seen = Pulse.objects.visible_to(request.person).select_related(*related)
    found = get_object_or_404(seen, pk=pk)
    form = forms.PulseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.answer_pulse(
            by=request.person, pulse=found, answers=said, asks_help=said["asks_help"]
        )
        return see("pulse", pk)
    context = {"page": queries.pulse_page(found, request.person), "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "mentorship/pulse.html", context, status=status)


def pulse_figures(request: PersonRequest) -> HttpResponse:
    """Show staff how it goes between pairs: figures of eleven people or more, and nobody's name."""
    served = programs.served(request.person)
    context = {"rows": queries.pulse_figures(served), "at_once": pulses.AT_ONCE}
    return render(request, "mentorship/pulse_figures.html", context)


def settle_help(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say that somebody talked with whoever asked for it."""
    seen = Mentorship.objects.visible_to(request.person).select_related("program")
    walk = actions.settle_help(by=request.person, walk=get_object_or_404(seen, pk=pk))
    return see("mentorship", walk.pk)
