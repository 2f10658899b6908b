"""A plan of one's own: read whole, written part by part, as it was before."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from cairn.people.requests import PersonRequest, see
from cairn.recovery import actions, planning, queries
from cairn.recovery.forms import PartForm
from cairn.recovery.models import Suggestion, WrittenPlan
from cairn.recovery.parts import PARTS, PlanKind
from cairn.recovery.views.answers import with_form


def own_plan(request: PersonRequest, kind: str) -> HttpResponse:
    """Show a plan as it is now, and what is suggested for it."""
    page = planning.page_of(request.person, _known(kind))
    return render(request, "recovery/own_plan.html", {"page": page})


def write_plan(request: PersonRequest, kind: str, part: int) -> HttpResponse:
    """Write a part of a plan, and go on with the next."""
    step = planning.step_of(request.person, _known(kind), part)
    if step is None:
        raise Http404
    form = PartForm(request.POST or None, part=step.part, written=step.written)
    if request.method != "POST" or not form.is_valid():
        return with_form(request, "recovery/write_plan.html", form, step=step)
    actions.write_plan(by=request.person, kind=step.kind, said=form.said())
    if "stop" in request.POST or part == len(PARTS[step.kind]):
        return see("own_plan", kind)
    return see("write_plan", kind, part + 1)


def plan_versions(request: PersonRequest, kind: str) -> HttpResponse:
    """List the versions of a plan, each with when it was written and what it changed."""
    versions = planning.versions_of(queries.written_plans(request.person, _known(kind)))
    context = {"kind": PlanKind(kind), "versions": versions}
    return render(request, "recovery/plan_versions.html", context)


def old_plan(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show a version of a plan as it was; make it the newest."""
    found = get_object_or_404(WrittenPlan.objects.visible_to(request.person), pk=pk)
    if request.method == "POST":
        actions.use_again(by=request.person, plan=found)
        return see("own_plan", found.kind)
    context = {"plan": found, "parts": planning.filled(found.kind, found.block)}
    return render(request, "recovery/old_plan.html", context)


def take_suggestion(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take a suggested line into one's plan."""
    found = get_object_or_404(Suggestion.objects.visible_to(request.person), pk=pk)
    actions.take_suggestion(by=request.person, suggestion=found)
    return see("own_plan", found.kind)


def leave_suggestion(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Leave a suggested line."""
    found = get_object_or_404(Suggestion.objects.visible_to(request.person), pk=pk)
    actions.leave_suggestion(by=request.person, suggestion=found)
    return see("own_plan", found.kind)


def _known(kind: str) -> PlanKind:
    if kind not in PlanKind.values:
        raise Http404
    return PlanKind(kind)
