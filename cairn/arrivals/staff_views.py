"""Who arrives, for staff: the door, the first contacts, somebody enrolled."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from cairn.arrivals import actions, forms, queries
from cairn.arrivals.models import Asking, FirstContact
from cairn.people.requests import PersonRequest, see
from cairn.programs import queries as programs
from cairn.programs.models import Program


def arrivals(request: PersonRequest) -> HttpResponse:
    """List the first contacts that are owed."""
    context = {"arrivals": queries.first_contacts(request.person)}
    return render(request, "arrivals/arrivals.html", context)


def arrival(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Read what somebody asked, and write down the first contact."""
    contact = _contact(request, pk)
    form = forms.FirstContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.keep_first_contact(by=request.person, contact=contact, **_kept(form))
        return see("arrival", pk)
    found = actions.look_at(by=request.person, contact=contact)
    context = {"arrival": found, "form": form}
    return render(request, "arrivals/arrival.html", context, status=_status(form))


def try_first_contact(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Write down that nobody was reached."""
    actions.try_first_contact(by=request.person, contact=_contact(request, pk))
    return see("arrivals")


def welcome(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Put who asked on the waiting list."""
    person = actions.welcome(by=request.person, asking=_asked(request, pk))
    return see("someone", person.pk)


def take_as(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take what was asked as the asking of somebody who is here already."""
    form = forms.KnownForm(request.POST)
    if not form.is_valid():
        raise Http404
    asking = _asked(request, pk)
    person = queries.known_to(request.person, asking, form.cleaned_data["person"])
    actions.take_as(by=request.person, asking=asking, person=get_object_or_404(person))
    return see("arrival", pk)


def set_aside(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Set aside what is no asking."""
    actions.set_aside(by=request.person, asking=_asked(request, pk))
    return see("arrivals")


def door(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show whether people may ask at a program, with the link and the code; open it."""
    program = get_object_or_404(_served(request), pk=pk)
    if request.method == "POST":
        actions.open_door(by=request.person, program=program)
        return see("door", pk)
    found = queries.open_door(program)
    context = {
        "program": program,
        "door": found,
        "link": _link(found.code) if found else "",
        "doors": queries.latest_doors(program),
    }
    return render(request, "arrivals/door.html", context)


def close_door(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Let nobody ask any more."""
    program = get_object_or_404(_served(request), pk=pk)
    if found := queries.open_door(program):
        actions.close_door(by=request.person, door=found)
    return see("door", pk)


def card(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show a card to print and hang up."""
    program = get_object_or_404(_served(request), pk=pk)
    found = queries.open_door(program)
    if found is None:
        return see("door", pk)
    context = {"program": program, "door": found, "link": _link(found.code)}
    return render(request, "arrivals/card.html", context)


def enroll(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Enroll somebody, before they leave where they are or just now."""
    program = get_object_or_404(_served(request), pk=pk)
    first = {"language": program.organization.language}
    form = forms.EnrollForm(request.POST or None, time_zone=program.time_zone, initial=first)
    if request.method == "POST" and form.is_valid():
        contact = actions.enroll(by=request.person, program=program, **form.given())
        return see("invite", contact.holder_id)
    context = {"program": program, "form": form}
    return render(request, "arrivals/enroll.html", context, status=_status(form))


def _contact(request: PersonRequest, pk: UUID) -> FirstContact:
    return get_object_or_404(queries.contact_seen(request.person, pk))


def _asked(request: PersonRequest, pk: UUID) -> Asking:
    seen = Asking.objects.visible_to(request.person).select_related("program")
    return get_object_or_404(seen, first_contact=pk)


def _served(request: PersonRequest) -> QuerySet[Program]:
    return programs.served(request.person).select_related("organization")


def _link(code: str) -> str:
    return f"{settings.PUBLIC_URL}{reverse('ask_here', args=[code])}"


def _kept(form: forms.FirstContactForm) -> dict[str, Any]:
    how = FirstContact.How(form.cleaned_data["how"])
    return {"how": how, "words": form.cleaned_data["words"]}


def _status(form: Form) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
