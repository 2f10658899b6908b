"""The tokens on the Me page."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from cairn.api import actions
from cairn.api.forms import TokenForm
from cairn.api.models import Token
from cairn.people.requests import PersonRequest, see


def tokens(request: PersonRequest) -> HttpResponse:
    """Show one's tokens; make one, and show its secret this once."""
    form = TokenForm(request.POST or None)
    secret = ""
    if form.is_bound and form.is_valid():
        secret = actions.make_token(by=request.person, name=form.cleaned_data["name"])
        form = TokenForm()
    found = Token.objects.visible_to(request.person).order_by("-created_at")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "secret": secret, "tokens": found}
    return render(request, "api/tokens.html", context, status=status)


def open_token(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Open a token for what matters."""
    token = get_object_or_404(Token.objects.visible_to(request.person), pk=pk)
    actions.open_token(by=request.person, token=token)
    return see("tokens")


def revoke_token(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take a token back."""
    token = get_object_or_404(Token.objects.visible_to(request.person), pk=pk)
    actions.revoke_token(by=request.person, token=token)
    return see("tokens")
