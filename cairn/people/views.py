"""Joining, the Me page, inviting."""

from http import HTTPStatus
from typing import cast
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cairn.people import actions, invitations, policies, queries, waiting
from cairn.people import devices as signed_in
from cairn.people.forms import CodeOfInvitationForm, JoinForm, OwnForm
from cairn.people.models import Account, Device, Invitation, Person
from cairn.people.requests import PersonRequest, VisitorRequest, see

_DEMO_ROLES = {
    "mentee": _("A mentee"),
    "newcomer": _("A mentee who chooses a mentor"),
    "mentor": _("A mentor"),
    "coordinator": _("A coordinator"),
    "supervisor": _("A supervisor"),
    "admin": _("An organization admin"),
    "funder": _("A funder"),
    "house_lead": _("A house lead"),
}


def me(request: PersonRequest) -> HttpResponse:
    """Show and change how Cairn speaks to one; lead to everything else about oneself."""
    person = request.person
    form = OwnForm(request.POST or None, initial=queries.own_choices(person))
    if form.is_bound and form.is_valid():
        actions.change_own(by=person, **form.cleaned_data)
        return see("me")
    context = {"form": form, "memberships": queries.memberships(person)}
    return render(request, "people/me.html", context, status=_status(form))


def switch_organization(request: PersonRequest) -> HttpResponse:
    """Act in another of one's organizations from here on."""
    wanted = request.POST.get("person", "")
    if wanted not in {str(found.person_id) for found in queries.memberships(request.person)}:
        raise Http404
    request.session["person"] = wanted
    return see("today")


def devices(request: PersonRequest) -> HttpResponse:
    """Show where one is signed in, and how each device is kept."""
    found = queries.devices(request.person)
    here = signed_in.key_of(request.session)
    context = {
        "here": next(device for device in found if device.session_key == here),
        "others": [device for device in found if device.session_key != here],
    }
    return render(request, "people/devices.html", context)


def call_own(request: PersonRequest) -> HttpResponse:
    """Call this device one's own."""
    actions.call_device(by=request.person, session=request.session, is_own=True)
    return see("devices")


def call_shared(request: PersonRequest) -> HttpResponse:
    """Call this device shared."""
    actions.call_device(by=request.person, session=request.session, is_own=False)
    return see("devices")


def end_device(request: PersonRequest, pk: str) -> HttpResponse:
    """End the session of another device."""
    device = get_object_or_404(Device.objects.visible_to(request.person), pk=pk)
    actions.end_device(by=request.person, device=device)
    return see("devices")


def sign_out_everywhere(request: PersonRequest) -> HttpResponse:
    """End all of one's sessions, this one too."""
    actions.sign_out_everywhere(by=request.person)
    signed_in.sign_out(request)
    return see("account_login")


def open_invitation(request: VisitorRequest) -> HttpResponse:
    """Take the code of a printed invitation."""
    form = CodeOfInvitationForm(request.POST or None)
    if form.is_bound and form.is_valid():
        return see("join", invitations.path_of(form.cleaned_data["code"]))
    return render(request, "people/open_invitation.html", {"form": form}, status=_status(form))


def join(request: VisitorRequest, code: str) -> HttpResponse:
    """Show an open invitation, and join; the same page for every code that is not open."""
    with invitations.opened(code) as invitation:
        if invitation is None:
            return render(request, "people/join_closed.html", status=HTTPStatus.NOT_FOUND)
        if request.person:
            return _join_as(request, invitation)
        return _join(request, invitation, code)


def _join(request: VisitorRequest, invitation: Invitation, code: str) -> HttpResponse:
    form = JoinForm(request.POST or None)
    if form.is_bound and form.is_valid():
        person = invitation.person
        account = actions.accept_invitation(by=person, invitation=invitation, **form.chosen)
        request.session["person"] = str(person.pk)
        welcome: HttpResponse = perform_login(request, account, redirect_url=reverse("welcome"))
        return welcome
    context = {"form": form, "invitation": invitation, "code": code}
    return render(request, "people/join.html", context, status=_status(form))


def _join_as(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if request.method == "POST":
        account = cast("Account", request.user)
        actions.accept_as(by=invitation.person, invitation=invitation, account=account)
        request.session["person"] = str(invitation.person_id)
        return see("today")
    return render(request, "people/join_as.html", {"invitation": invitation})


def welcome(request: PersonRequest) -> HttpResponse:
    """Offer a passkey and a second step, right after joining; neither is a must."""
    return render(request, "people/welcome.html")


def second_step(request: PersonRequest) -> HttpResponse:
    """Lead staff to a second factor, without which nothing of others opens to them."""
    return render(request, "people/second_step.html")


def send_on(request: PersonRequest) -> HttpResponse:
    """Offer to send on what waited while the person showed who they are."""
    form = waiting.last(request.session)
    if form is None:
        return see("today")
    context = {"form": form, "place": waiting.page_of(form)}
    return render(request, "people/send_on.html", context)


def invite(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Invite someone on paper: the sheet with link and code is shown this once."""
    person = get_object_or_404(Person.objects.visible_to(request.person), pk=pk)
    if request.method == "POST":
        code = actions.invite(by=request.person, person=person)
        context = {"someone": person, "code": code, "link": invitations.link_to(code)}
        return render(request, "people/invitation.html", context)
    verdict = policies.can_invite(request.person, person)
    return render(request, "people/invite.html", {"someone": person, "verdict": verdict})


def invite_by_mail(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Invite someone by mail."""
    person = get_object_or_404(Person.objects.visible_to(request.person), pk=pk)
    actions.invite_by_mail(by=request.person, person=person)
    return render(request, "people/invited.html", {"someone": person})


def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as someone of the demo, in one click."""
    accounts = queries.demo_accounts()
    if request.method == "POST":
        account = accounts.get(request.POST.get("role", ""))
        if account is None:
            raise Http404
        signed_in.call(request.session, is_own=True)
        get_adapter().login(request, account)
        return see("today")
    words = [(role, _DEMO_ROLES.get(role, role)) for role in accounts]
    return render(request, "people/demo.html", {"roles": words})


def _status(form: Form) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
