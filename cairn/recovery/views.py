"""Checking in, and one's own plan."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from cairn.consent import queries as consent
from cairn.consent.kinds import CHECK_IN, Kind
from cairn.mentorship.models import Mentorship
from cairn.people.requests import PersonRequest
from cairn.recovery import actions, pictures, queries
from cairn.recovery.answering import answer_to
from cairn.recovery.forms import CheckInForm, PlanForm, StartForm
from cairn.ui import charts


def check_in(request: PersonRequest) -> HttpResponse:
    """Keep a check-in; what answers it comes in the same response."""
    form = CheckInForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _asking(request, form)
    kept = actions.check_in(
        by=request.person,
        answers=form.answers(),
        words=form.cleaned_data["words"],
        at=form.moment(),
    )
    answered = answer_to(request.person, form.answers(), kept)
    return render(request, "recovery/answer.html", {"answered": answered})


def plan(request: PersonRequest) -> HttpResponse:
    """Show one's own plan, days and start."""
    context = {
        "plan": queries.written_plan(request.person),
        "started_on": queries.present_start(request.person),
        "readers": consent.readers_of(request.person, (*CHECK_IN, Kind.PLAN, Kind.STRETCHES)),
        "chart": charts.line_chart(pictures.moods_and_cravings(queries.pattern_of(request.person))),
    }
    return render(request, "recovery/plan.html", context)


def write_plan(request: PersonRequest) -> HttpResponse:
    """Write a new version of one's own plan."""
    initial = PlanForm.initial_of(queries.written_plan(request.person))
    form = PlanForm(request.POST or None, initial=initial)
    if request.method != "POST":
        return render(request, "recovery/write_plan.html", {"form": form})
    if not form.is_valid():
        return _again(request, "recovery/write_plan.html", form)
    actions.write_plan(by=request.person, steps=form.steps_written(), people=form.people_named())
    return redirect("plan", permanent=False)


def start(request: PersonRequest) -> HttpResponse:
    """Say since when."""
    form = StartForm(request.POST or None, person=request.person)
    if request.method != "POST":
        return render(request, "recovery/start.html", {"form": form})
    if not form.is_valid():
        return _again(request, "recovery/start.html", form)
    actions.begin_stretch(by=request.person, started_on=form.cleaned_data["started_on"])
    return redirect("stones")


def shared(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show what a mentee shares with their mentor, to each of the two."""
    walks = consent.with_given(Mentorship.objects.visible_to(request.person).of(request.person))
    found = get_object_or_404(walks.select_related("mentee__profile", "mentor"), pk=pk)
    context = {"shared": actions.look_at_shared(by=request.person, mentorship=found)}
    return render(request, "recovery/shared.html", context)


def _asking(request: PersonRequest, form: CheckInForm) -> HttpResponse:
    """Ask how it is now, and say who will see it."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"form": form, "readers": consent.readers_of(request.person, CHECK_IN)}
    return render(request, "recovery/check_in.html", context, status=status)


def _again(request: PersonRequest, template: str, form: object) -> HttpResponse:
    return render(request, template, {"form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
