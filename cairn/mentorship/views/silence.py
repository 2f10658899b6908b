"""A mentee's plan for when they go quiet, and that somebody got in touch."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from cairn.mentorship import actions, forms, queries
from cairn.mentorship.models import Silence, SilencePlan
from cairn.people.requests import PersonRequest, see


def silence_plan(request: PersonRequest) -> HttpResponse:
    """Show one's plan, and change it."""
    plan = queries.silence_plan_of(request.person)
    form = forms.SilencePlanForm(request.POST or None, initial=_now(plan))
    if request.method == "POST" and form.is_valid():
        actions.plan_silence(by=request.person, **form.cleaned_data)
        return see("silence_plan")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    live = plan if plan and not plan.dropped_at else None
    context = {"plan": live, "form": form}
    return render(request, "mentorship/silence_plan.html", context, status=status)


def drop_silence(request: PersonRequest) -> HttpResponse:
    """Take one's plan back."""
    actions.drop_silence(by=request.person)
    return see("silence_plan")


def settle_silence(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say that somebody got in touch."""
    seen = Silence.objects.visible_to(request.person).select_related("mentorship__program")
    silence = actions.settle_silence(by=request.person, silence=get_object_or_404(seen, pk=pk))
    return see("mentorship", silence.mentorship_id)


def _now(plan: SilencePlan | None) -> dict[str, object]:
    if plan is None or plan.dropped_at:
        return {}
    return {"after_days": plan.after_days, "who": plan.who, **plan.block}
