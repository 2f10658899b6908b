"""Asking for a mentor: pages for anyone, signed in or not, who need no account to begin."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from allauth.core import ratelimit
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from cairn.arrivals import actions, drafts, forms, policies, profiles, queries
from cairn.arrivals.models import Asking, Door
from cairn.arrivals.policies import Asker
from cairn.people import codes, devices, invitations
from cairn.people.models import Person
from cairn.people.requests import PersonRequest, VisitorRequest, see
from cairn.programs import queries as programs

_Answer = Callable[[VisitorRequest, Asking, Asker], HttpResponse]


def ask(request: VisitorRequest) -> HttpResponse:
    """Take the code on a card, or the one of somebody who comes back."""
    form = forms.CodeForm(_sent(request))
    if form.is_bound and form.is_valid():
        place = _place_of(request, form.cleaned_data["code"])
        if place:
            return see(*place)
        form.add_error("code", _("This code opens nothing now. Look at it once more."))
    return render(request, "arrivals/ask.html", {"form": form}, status=_status(form))


def ask_here(request: VisitorRequest, code: str) -> HttpResponse:
    """Say what asking means at this program, and begin."""
    form = forms.BeginForm(_sent(request))
    _know_at_home(request)
    with drafts.door_of(code) as door:
        if door is None:
            return render(request, "arrivals/closed.html")
        if request.method == "POST" and form.is_valid():
            return _begin(request, door, is_own=form.cleaned_data["own"])
        return render(request, "arrivals/ask_here.html", {"form": form, "door": door})


def _begin(request: VisitorRequest, door: Door, *, is_own: bool) -> HttpResponse:
    if not _is_within_bounds(request):
        return _too_many(request)
    asker = Asker(codes.new_code(), door.organization_id)
    actions.begin(by=asker, door=door)
    drafts.hold(request.session, asker.code)
    if not request.person:
        devices.call(request.session, is_own=is_own)
    return see("asking")


def _of_holder(answer: _Answer) -> Callable[[VisitorRequest], HttpResponse]:
    """Give a view what was asked under the code this browser holds; without one, ask for it."""

    @wraps(answer)
    def view(request: VisitorRequest) -> HttpResponse:
        code = drafts.held(request.session)
        if code is None:
            return see("ask")
        _know_at_home(request)
        with drafts.asking_of(code) as asking:
            if asking is None:
                drafts.let_go(request.session)
                return see("ask")
            return answer(request, asking, Asker(code, asking.organization_id))

    return view


@_of_holder
def asking(request: VisitorRequest, asked: Asking, by: Asker) -> HttpResponse:
    """Show the next step; once it is sent, what becomes of it."""
    if not asked.is_draft:
        return _standing(request, asked, by)
    step = _step(request)
    told = drafts.opened(asked, by.code)
    if step == len(forms.STEPS):
        return _read_over(request, asked, by, told)
    form = forms.STEPS[step](_sent(request), initial=told)
    if form.is_bound and form.is_valid():
        actions.keep(by=by, asking=asked, answers=form.cleaned_data)
        drafts.hold(request.session, by.code)
        return see(f"{request.path}?step={step + 1}")
    context = {"form": form, "step": step, "of": len(forms.STEPS), "code": by.code}
    return render(request, "arrivals/step.html", context, status=_status(form))


@_of_holder
def withdraw_asking(request: VisitorRequest, asked: Asking, by: Asker) -> HttpResponse:
    """Take it back."""
    actions.withdraw(by=by, asking=asked)
    drafts.let_go(request.session)
    return render(request, "arrivals/withdrawn.html")


def orientation(request: PersonRequest) -> HttpResponse:
    """Say what a mentor is and is not, and which rights a mentee has."""
    if request.method == "POST":
        actions.read_orientation(by=request.person)
        return see("today")
    context = {
        "read": queries.orientation_of(request.person),
        "may_say": policies.can_read_orientation(request.person),
    }
    return render(request, "arrivals/orientation.html", context)


def _read_over(
    request: VisitorRequest, asked: Asking, by: Asker, told: drafts.Draft
) -> HttpResponse:
    if request.method == "POST":
        actions.send(by=by, asking=asked, known=_self_in(request, asked))
        return see("asking")
    context = {
        "said": profiles.spoken(told),
        "program": asked.program,
        "last": len(forms.STEPS) - 1,
        "known": _self_in(request, asked),
    }
    return render(request, "arrivals/read_over.html", context)


def _standing(request: VisitorRequest, asked: Asking, by: Asker) -> HttpResponse:
    context = {
        "asking": asked,
        "contact": asked.first_contact,
        "code": by.code,
        "invitation": invitations.path_of(by.code),
        "has_joined": queries.has_joined(asked),
        "is_own": bool(asked.taken_at and asked.known == _self_in(request, asked)),
    }
    return render(request, "arrivals/standing.html", context)


def _self_in(request: VisitorRequest, asked: Asking) -> Person | None:
    """Return who is signed in, where they are somebody in the organization that is asked."""
    person = request.person
    return person if person and person.organization_id == asked.organization_id else None


def _place_of(request: VisitorRequest, code: str) -> tuple[str, ...] | None:
    """Return where a code leads: to a program's page, or to what was asked under it."""
    if not _is_within_bounds(request):
        return None
    with drafts.door_of(code) as door:
        if door:
            return "ask_here", door.code
    with drafts.asking_of(code) as asked:
        if asked is None:
            return None
    drafts.hold(request.session, code)
    return ("asking",)


def _know_at_home(request: VisitorRequest) -> None:
    """Read which sides they are on before another organization is named: the frame shows them."""
    if request.person:
        programs.sides_of(request.person)


def _is_within_bounds(request: VisitorRequest) -> bool:
    return bool(ratelimit.consume(request, action="asking"))


def _too_many(request: VisitorRequest) -> HttpResponse:
    status = HTTPStatus.TOO_MANY_REQUESTS
    return render(request, "arrivals/too_many.html", status=status)


def _sent(request: VisitorRequest) -> QueryDict | None:
    """Return what was sent, if a form was: one of which everything was left out is one too."""
    return request.POST if request.method == "POST" else None


def _step(request: VisitorRequest) -> int:
    said = request.GET.get("step", "0")
    return min(int(said), len(forms.STEPS)) if said.isdecimal() and len(said) < len("100") else 0


def _status(form: object) -> HTTPStatus:
    is_wrong = bool(getattr(form, "errors", None))
    return HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK
