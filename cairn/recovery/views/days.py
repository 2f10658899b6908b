"""Checking in, the page of one's plan and days, and since when."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from cairn.consent import queries as consent
from cairn.consent.kinds import CHECK_IN, Kind
from cairn.people.requests import PersonRequest
from cairn.recovery import actions, parts, pictures, queries
from cairn.recovery.answering import answer_to
from cairn.recovery.forms import CheckInForm, StartForm
from cairn.recovery.parts import PlanKind
from cairn.recovery.views.answers import with_form
from cairn.ui import charts


def check_in(request: PersonRequest) -> HttpResponse:
    """Keep a check-in; what answers it comes in the same response."""
    form = CheckInForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        readers = consent.readers_of(request.person, CHECK_IN)
        return with_form(request, "recovery/check_in.html", form, readers=readers)
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
    person = request.person
    days = pictures.moods_and_cravings(queries.pattern_of(person))
    context = {
        "plan": queries.written_plan(person, PlanKind.COPING),
        "what_helps": parts.part_of(PlanKind.COPING, "steps"),
        "started_on": queries.present_start(person),
        "readers": consent.readers_of(person, (*CHECK_IN, Kind.PLAN, Kind.STRETCHES)),
        "chart": charts.line_chart(days),
    }
    return render(request, "recovery/plan.html", context)


def start(request: PersonRequest) -> HttpResponse:
    """Say since when."""
    form = StartForm(request.POST or None, person=request.person)
    if request.method != "POST" or not form.is_valid():
        return with_form(request, "recovery/start.html", form)
    actions.begin_stretch(by=request.person, started_on=form.cleaned_data["started_on"])
    return redirect("stones")
