"""The first page of each role, and leaving quickly."""

from http import HTTPStatus

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from cairn.home.context import NEUTRAL_PLACE
from cairn.people.requests import PersonRequest


def today(request: PersonRequest) -> HttpResponse:
    """Answer each role's one question."""
    return render(request, "home/today.html")


@csrf_exempt
def quick_exit(request: HttpRequest) -> HttpResponse:
    """End the session on the server, clear the cache, and go somewhere neutral.

    Without scripts a header leads away: the policy on forms stops a redirect to another host.
    No token is asked: a forged exit only signs out.
    """
    logout(request)
    response = HttpResponse(headers={"Refresh": f"0; url={NEUTRAL_PLACE}"})
    response["Clear-Site-Data"] = '"cache"'
    return response


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's shape
    """Say that a form was open too long; what was typed is still there, one step back."""
    return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)
