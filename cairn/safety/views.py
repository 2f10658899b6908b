"""The page that "I need support" leads to; whom one keeps away; whom staff keep apart."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from cairn.people.models import Block, NoContact, Person
from cairn.people.requests import PersonRequest, VisitorRequest, see
from cairn.programs import actions as programs
from cairn.programs.models import StaffRole
from cairn.programs.policies import reviews
from cairn.safety import actions, blocking, queries
from cairn.safety import apart as keeping
from cairn.safety.forms import ApartForm


def support(request: VisitorRequest) -> HttpResponse:
    """Show ways to reach someone now; `?country=` asks for another country than one's own."""
    page = queries.support_page(person=request.person, asked=request.GET.get("country", ""))
    return render(request, "safety/support.html", vars(page))


def blocked(request: PersonRequest) -> HttpResponse:
    """List whom one keeps away."""
    context = {"blocks": blocking.blocks_of(request.person)}
    return render(request, "safety/blocked.html", context)


def block(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask before somebody is kept away, and keep them away."""
    found = get_object_or_404(blocking.people_met(request.person), pk=pk)
    if request.method == "POST":
        actions.block(by=request.person, person=found)
        return see("blocked")
    return render(request, "safety/block.html", {"someone": found})


def unblock(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Undo it."""
    found = get_object_or_404(Block.objects.visible_to(request.person), pk=pk)
    actions.unblock(by=request.person, block=found)
    return see("blocked")


def apart(request: PersonRequest) -> HttpResponse:
    """List who is kept apart: what one set oneself, or all for the safety reviewer."""
    context = {
        "orders": keeping.orders_known_to(request.person),
        "reviews": reviews(request.person),
    }
    return render(request, "safety/apart.html", context)


def keep_apart(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Keep a person apart from another, everywhere."""
    found = get_object_or_404(Person.objects.visible_to(request.person), pk=pk)
    form = ApartForm(request.POST or None, by=request.person)
    if form.is_bound and form.is_valid():
        actions.keep_apart(by=request.person, person=found, **form.said())
        return see("apart")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "someone": found}
    return render(request, "safety/keep_apart.html", context, status=status)


def lift(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take an order back, once it was reviewed."""
    found = get_object_or_404(NoContact.objects.visible_to(request.person), pk=pk)
    actions.lift(by=request.person, order=found)
    return see("apart")


def reviewer(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Name somebody as safety reviewer, or let them stand down."""
    found = get_object_or_404(Person.objects.visible_to(request.person), pk=pk)
    role = keeping.reviewer_role(found)
    if request.method != "POST":
        return render(request, "safety/reviewer.html", {"someone": found, "role": role})
    if role:
        programs.end_role(by=request.person, role=role)
    else:
        programs.give_role(by=request.person, person=found, kind=StaffRole.Kind.SAFETY)
    return see("reviewer", pk)
