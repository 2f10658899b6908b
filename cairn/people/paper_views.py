"""Paper codes: making one, signing in with it, showing with it who one is."""

from http import HTTPStatus
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.account.views import BaseReauthenticateView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cairn.people import actions, invitations
from cairn.people.forms import ConfirmPaperForm, PaperCodeForm
from cairn.people.requests import PersonRequest, VisitorRequest, see


def paper(request: PersonRequest) -> HttpResponse:
    """Tell of the paper code; make one, and show it this once."""
    if request.method == "POST":
        return _sheet(request, actions.make_paper_code(by=request.person))
    has_one = bool(request.person.joined_account.paper_hash)
    return render(request, "people/paper.html", {"has_one": has_one})


def sign_in_on_paper(request: VisitorRequest) -> HttpResponse:
    """Sign in with a paper code."""
    form = PaperCodeForm(request.POST or None, request=request)
    if form.is_bound and form.is_valid():
        record_authentication(request, form.account, "paper")
        signed_in: HttpResponse = perform_login(request, form.account)
        return signed_in
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "people/sign_in_on_paper.html", {"form": form}, status=status)


def join_on_paper(request: VisitorRequest, code: str) -> HttpResponse:
    """Join without an address, and show the paper code this once."""
    if request.person:
        return see("join", code)
    with invitations.opened(code) as invitation:
        if invitation is None:
            return see("join", code)
        person = invitation.person
        account, paper_code = actions.accept_on_paper(by=person, invitation=invitation)
        request.session["person"] = str(person.pk)
        perform_login(request, account)
        request.person = person
        return _sheet(request, paper_code)


class ConfirmPaper(BaseReauthenticateView):  # type: ignore[misc] # the library is untyped
    """The paper code once more, before something that matters."""

    form_class = ConfirmPaperForm
    template_name = "people/confirm_paper.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form whose code it must be."""
        return {**super().get_form_kwargs(), "account": self.request.user}

    def form_valid(self, form: ConfirmPaperForm) -> HttpResponse:
        """Take note that the person showed who they are."""
        record_authentication(self.request, self.request.user, "paper", reauthenticated=True)
        answer: HttpResponse = super().form_valid(form)
        return answer


confirm_paper = ConfirmPaper.as_view()


def _sheet(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "people/paper_sheet.html", {"code": code})
