"""Programs and the people in them, for those who serve there."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from cairn.core.verdict import Refused
from cairn.people.models import Person
from cairn.people.requests import PersonRequest, see
from cairn.programs import actions, policies, queries
from cairn.programs.forms import ProgramForm, SearchForm
from cairn.programs.models import Attestation, Enrollment, Program


def programs(request: PersonRequest) -> HttpResponse:
    """List the programs one serves."""
    context = {
        "programs": _served(request),
        "may_add": policies.adds_programs(request.person),
    }
    return render(request, "programs/programs.html", context)


def add_program(request: PersonRequest) -> HttpResponse:
    """Add a program."""
    zone = request.person.organization.time_zone
    form = ProgramForm(request.POST or None, initial={"time_zone": zone})
    if form.is_bound and form.is_valid():
        try:
            program = actions.create_program(by=request.person, **form.cleaned_data)
        except Refused as refused:
            form.add_error("name", str(refused.verdict.reason))
        else:
            return see("program", program.pk)
    return render(request, "programs/add_program.html", {"form": form}, status=_status(form))


def program(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show who is enrolled, one side at a time."""
    found = get_object_or_404(_served(request), pk=pk)
    mentors = request.GET.get("side") == Enrollment.Side.MENTOR
    side = Enrollment.Side.MENTOR if mentors else Enrollment.Side.MENTEE
    page = queries.enrolled(found, side, request.person, key_of(request))
    context = {"program": found, "page": page, "side": side, "is_first": not key_of(request)}
    return render(request, "programs/program.html", context)


def people(request: PersonRequest) -> HttpResponse:
    """List the people in the programs one serves, and find them by name."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    page = queries.people_served(request.person, words, key_of(request))
    gives = policies.gives_roles(request.person)
    context = {"form": form, "words": words, "page": page, "may_give_roles": gives}
    return render(request, "programs/people.html", context)


def someone(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show a person's places, and what stands between a mentor and a match."""
    found = get_object_or_404(Person.objects.visible_to(request.person), pk=pk)
    held = queries.places_of(found, request.person)
    gives = policies.gives_roles(request.person)
    context = {"someone": found, "held": held, "may_give_roles": gives}
    return render(request, "programs/someone.html", context)


def way_in(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show what two of the staff can do for somebody who can't sign in, and say it as the first."""
    found = get_object_or_404(Person.objects.visible_to(request.person), pk=pk)
    if request.method == "POST":
        actions.attest(by=request.person, person=found)
        return see("way_in", pk)
    attestation = queries.open_attestation(found)
    context = {
        "someone": found,
        "attestation": attestation,
        "verdict": policies.can_attest(request.person, found),
        "may_confirm": attestation and policies.can_confirm(request.person, attestation),
    }
    return render(request, "programs/way_in.html", context)


def confirm_way_in(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Confirm it as the second, and show the sheet to hand over, this once."""
    attestations = Attestation.objects.visible_to(request.person).select_related("person")
    attestation = get_object_or_404(attestations, pk=pk)
    code = actions.confirm(by=request.person, attestation=attestation)
    context = {"someone": attestation.person, "code": code}
    return render(request, "programs/way_in_sheet.html", context)


def contact(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Open a person's legal name and how to reach them."""
    found = get_object_or_404(Person.objects.visible_to(request.person), pk=pk)
    context = {"someone": found, "contact": actions.open_contact(by=request.person, person=found)}
    return render(request, "programs/contact.html", context)


def clear(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say that a mentor is cleared."""
    return _change(request, pk, actions.clear)


def train(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say that a mentor is trained."""
    return _change(request, pk, actions.train)


def pause(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Let a mentor pause."""
    return _change(request, pk, actions.pause)


def resume(request: PersonRequest, pk: UUID) -> HttpResponse:
    """End a mentor's pause."""
    return _change(request, pk, actions.resume)


def key_of(request: PersonRequest) -> UUID | None:
    """Return the key that the page before ended with."""
    try:
        return UUID(request.GET.get("before", ""))
    except ValueError:
        return None


def _change(request: PersonRequest, pk: UUID, act: Callable[..., None]) -> HttpResponse:
    place = get_object_or_404(Enrollment.objects.visible_to(request.person), pk=pk)
    act(by=request.person, enrollment=place)
    return see("someone", place.person_id)


def _served(request: PersonRequest) -> QuerySet[Program]:
    return queries.with_counts(queries.served(request.person), request.person)


def _status(form: Form) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
