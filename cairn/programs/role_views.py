"""Who serves as what: an admin gives roles and takes them."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from cairn.core.verdict import Refused
from cairn.people.models import Person
from cairn.people.requests import PersonRequest, see
from cairn.programs import actions, notices, policies, queries
from cairn.programs.forms import RoleForm, SearchForm, StaffForm
from cairn.programs.views import key_of

_FIELDS = {"is_here": "email"}
"""At which field a reason to refuse stands, where it is not the role’s."""


def roles(request: PersonRequest) -> HttpResponse:
    """List who serves, and find whoever else is here by name."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    context = {
        "form": form,
        "words": words,
        "found": queries.people_called(words, request.person),
        "page": queries.roles_by_name(request.person, key_of(request)),
    }
    return render(request, "programs/roles.html", context)


def own_roles(request: PersonRequest) -> HttpResponse:
    """Show what one serves as oneself, and what has ended."""
    notices.looked_at_roles(request.person)
    context = {"roles": queries.roles_held(request.person)}
    return render(request, "programs/own_roles.html", context)


def roles_of(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show what somebody serves as, and let them serve as something more."""
    found = get_object_or_404(Person.objects.visible_to(request.person), pk=pk)
    form = RoleForm(request.POST or None, programs=queries.served(request.person))
    if form.is_bound and form.is_valid():
        try:
            actions.give_role(by=request.person, person=found, **form.given)
        except Refused as refused:
            form.add_error("kind", str(refused.verdict.reason))
        else:
            return see("roles_of", pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"someone": found, "form": form, "roles": _held(request.person, found)}
    return render(request, "programs/roles_of.html", context, status=status)


def add_staff(request: PersonRequest) -> HttpResponse:
    """Add somebody who is only staff, and go on to their invitation."""
    form = StaffForm(request.POST or None, programs=queries.served(request.person))
    if form.is_bound and form.is_valid():
        try:
            added = actions.add_staff(by=request.person, **form.added)
        except Refused as refused:
            form.add_error(_FIELDS.get(refused.verdict.code, "kind"), str(refused.verdict.reason))
        else:
            return see("invite", added.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "programs/add_staff.html", {"form": form}, status=status)


def end_role(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take a role from somebody."""
    role = get_object_or_404(queries.standing_roles(request.person), pk=pk)
    actions.end_role(by=request.person, role=role)
    return see("today") if role.person == request.person else see("roles_of", role.person_id)


def _held(by: Person, person: Person) -> list[dict[str, object]]:
    """Return what somebody serves as, each with whether it can be taken from them."""
    held = queries.standing_roles(by).filter(person=person)
    return [{"role": role, "may_end": policies.leaves_an_admin(role)} for role in held]
