"""The first page of each role, and leaving quickly."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from cairn.consent import queries as consent
from cairn.consent.kinds import CHECK_IN
from cairn.core import clock
from cairn.home import coordinator, mentee, mentor, notices, roles
from cairn.home import pairs as board
from cairn.home.context import NEUTRAL_PLACE
from cairn.home.daytime import daytime
from cairn.mentorship import queries as mentorship
from cairn.people import devices
from cairn.people.requests import PersonRequest, see
from cairn.programs import queries as programs
from cairn.programs import views as program_pages
from cairn.recovery.forms import CheckInForm
from cairn.ui import charts


def today(request: PersonRequest) -> HttpResponse:
    """Answer each role's one question."""
    sides = programs.sides_of(request.person)
    if sides.staff:
        return _coordinator_today(request)
    if roles.reads_only_figures(sides):
        return see("figures")
    return _walker_today(request, is_mentor=sides.mentor, is_mentee=sides.mentee)


def _walker_today(request: PersonRequest, *, is_mentor: bool, is_mentee: bool) -> HttpResponse:
    """Show a mentee's Today, a mentor's, or both on one page."""
    person = request.person
    context = {
        "daytime": daytime(clock.now(), person.time_zone),
        "notices": notices.for_page(person),
        "mentor_today": mentor.today_of(person) if is_mentor else None,
        "mentee_today": mentee.today_of(person) if is_mentee or not is_mentor else None,
        "form": CheckInForm(),
        "readers": consent.readers_of(person, CHECK_IN),
    }
    is_plain_mentor = is_mentor and not is_mentee
    return render(request, "home/mentor.html" if is_plain_mentor else "home/mentee.html", context)


def _coordinator_today(request: PersonRequest) -> HttpResponse:
    """Show who is waiting, who is overdue, which pairs need someone."""
    today = coordinator.today_of(request.person)
    aim_words = _("%(days)d days") % {"days": coordinator.AIM_DAYS}
    context = {
        "daytime": daytime(clock.now(), request.person.time_zone),
        "today": today,
        "bars": charts.bars(today.bars, aim=coordinator.AIM_DAYS, aim_words=aim_words),
    }
    return render(request, "home/coordinator.html", context)


def pairs(request: PersonRequest) -> HttpResponse:
    """Show staff every pair that goes on, or those that need one thing, the most pressing first."""
    needs = board.needs_called(request.GET.get("need", ""))
    page = board.board_of(request.person, needs, program_pages.key_of(request))
    context = {"page": page, "every_need": board.Needs, "chosen": needs}
    return render(request, "home/pairs.html", context)


def people(request: PersonRequest) -> HttpResponse:
    """Show staff the people of their programs, and a mentor those they walk with."""
    if programs.sides_of(request.person).staff:
        return program_pages.people(request)
    walks = [walk for walk in mentorship.live_of(request.person) if walk.is_mentor]
    return render(request, "home/people.html", {"walks": walks})


@csrf_exempt
def quick_exit(request: HttpRequest) -> HttpResponse:
    """End the session on the server, clear the cache, and go somewhere neutral.

    Without scripts a header leads away: the policy on forms stops a redirect to another host.
    No token is asked: a forged exit only signs out.
    """
    devices.sign_out(request)
    response = HttpResponse(headers={"Refresh": f"0; url={NEUTRAL_PLACE}"})
    response["Clear-Site-Data"] = '"cache"'
    return response


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's shape
    """Say that a form was open too long; what was typed is still there, one step back."""
    return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)
