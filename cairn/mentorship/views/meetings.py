"""Finding a time, one meeting on its page, and writing meetings down."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse

from cairn.core import clock
from cairn.mentorship import actions, forms, policies, queries
from cairn.mentorship.models import Meeting, Mentorship, Turn
from cairn.mentorship.views.finding import meeting_in, meeting_of, visible, with_form
from cairn.people.models import Person
from cairn.people.requests import PersonRequest, see


def find_time(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show times that suit both, and propose one."""
    found = visible(request, pk)
    policies.can_propose(request.person, found).require()
    day = _day_to_come(request)
    form = _plan_form(request, found, day=day)
    if request.method == "POST" and form.is_valid():
        made = actions.propose(by=request.person, mentorship=found, plan=form.plan())
        is_own = found.has(request.person)
        return see("one_meeting", made.pk) if is_own else see("mentorship", pk)
    return with_form(request, "mentorship/find_time.html", form, mentorship=found, day=day)


def one_meeting(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show one meeting: when, how, who said what about it, and what is next."""
    found = meeting_of(request, pk)
    view = queries.one_meeting(found, request.person)
    if request.method == "POST":
        policies.can_say(request.person, found, Turn.Kind.MISSED).require()
    is_first = view.may_say and not queries.has_met(found.mentorship)
    given: dict[str, Any] = {"meeting": found, "person": request.person, "is_first": is_first}
    form = forms.SayForm(request.POST or None, **given)
    if form.is_valid():
        actions.say(by=request.person, meeting=found, **form.said_of_it())
        return see("one_meeting", pk)
    return with_form(request, "mentorship/one_meeting.html", form, view=view)


def accept_time(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say yes to a time."""
    read = request.POST.get("read", "")
    given = {"read": int(read)} if read.isdecimal() else {}
    actions.accept(by=request.person, meeting=meeting_of(request, pk), **given)
    return see("one_meeting", pk)


def move_meeting(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Propose another time for a meeting."""
    found = meeting_of(request, pk)
    policies.can_move(request.person, found).require()
    form = _plan_form(request, found.mentorship, found)
    if request.method == "POST" and form.is_valid():
        actions.move(by=request.person, meeting=found, plan=form.plan())
        return see("one_meeting", pk)
    more = {"mentorship": found.mentorship, "meeting": found}
    return with_form(request, "mentorship/find_time.html", form, **more)


def cancel_meeting(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Cancel a meeting, or say that a time does not fit."""
    and_after = request.POST.get("and_after") == "yes"
    actions.cancel(by=request.person, meeting=meeting_of(request, pk), and_after=and_after)
    return see("one_meeting", pk)


def told_by_staff(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say for two others whether they met, where neither has said it."""
    form = forms.ToldForm(request.POST)
    found = _named(request, pk, form)
    actions.say(by=request.person, meeting=found, **form.said_of_it())
    return see("mentorship", pk)


def follow_up(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say that somebody got in touch about a meeting that was missed."""
    found = _named(request, pk, forms.MissedForm(request.POST))
    actions.follow_up(by=request.person, meeting=found)
    return see("mentorship", pk)


def first_meeting(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Write down the first meeting."""
    found = visible(request, pk)
    policies.can_record_meetings(request.person, found).require()
    form = forms.FirstMeetingForm(request.POST or None, mentorship=found, person=request.person)
    if request.method == "POST" and form.is_valid():
        actions.record_first_meeting(by=request.person, mentorship=found, **form.held())
        return see("mentorship", pk)
    return with_form(request, "mentorship/meeting.html", form, mentorship=found)


def meeting(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Write down a meeting after the first."""
    found = visible(request, pk)
    policies.can_record_meetings(request.person, found).require()
    form = forms.MeetingForm(request.POST or None, mentorship=found, person=request.person)
    if request.method == "POST" and form.is_valid():
        actions.record_meeting(by=request.person, mentorship=found, **form.held())
        return see("mentorship", pk)
    return with_form(request, "mentorship/meeting.html", form, mentorship=found)


def _named(request: PersonRequest, pk: UUID, form: forms.MissedForm) -> Meeting:
    """Find the meeting that a form names in a mentorship."""
    found = visible(request, pk)
    if not form.is_valid():
        raise Http404
    return meeting_in(found, form.cleaned_data["meeting"])


def _day_to_come(request: PersonRequest) -> date | None:
    """Return the day that a link asks for, unless it has passed or is none."""
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None
    return day if day >= clock.today(request.person.time_zone) else None


def _plan_form(
    request: PersonRequest,
    mentorship: Mentorship,
    meeting: Meeting | None = None,
    day: date | None = None,
) -> forms.PlanForm:
    length = meeting.ends_at - meeting.starts_at if meeting else timedelta(minutes=forms.USUAL)
    given: dict[str, Any] = {"mentorship": mentorship, "person": request.person, "meeting": meeting}
    given["times"] = queries.times_for(mentorship, request.person, length, meeting, day)
    given["asks_for_third"] = _is_asked_for_third(request.person, mentorship, meeting)
    if meeting:
        minutes = int(length.total_seconds()) // 60
        given["initial"] = {"mode": meeting.mode, "place": meeting.place, "minutes": minutes}
    elif day:
        given["initial"] = {"day": day.isoformat()}
    return forms.PlanForm(request.POST or None, **given)


def _is_asked_for_third(person: Person, mentorship: Mentorship, meeting: Meeting | None) -> bool:
    """Whether who proposes a first meeting is asked if somebody should come along."""
    return not meeting and mentorship.has(person) and not queries.has_met(mentorship)
