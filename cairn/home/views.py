"""The first page of each role, and leaving quickly."""

from http import HTTPStatus

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cairn.people.requests import PersonRequest

NEUTRAL_PLACE = "https://www.weather.gov/"  # where quick exit leads: a page anybody might read


def today(request: PersonRequest) -> HttpResponse:
    """Answer each role's one question."""
    return render(request, "home/today.html")


def quick_exit(request: HttpRequest) -> HttpResponse:
    """End the session on the server, clear the cache, and go somewhere neutral."""
    logout(request)
    response = HttpResponse(status=HTTPStatus.SEE_OTHER, headers={"Location": NEUTRAL_PLACE})
    response["Clear-Site-Data"] = '"cache"'
    return response


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's shape
    """Say that a form was open too long; what was typed is still there, one step back."""
    return render(request, "ui/form_expired.html", status=HTTPStatus.FORBIDDEN)
