"""What a request carries once the middleware has named who asks, and how one is sent on."""

from http import HTTPStatus
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django_htmx.middleware import HtmxDetails

from cairn.people.models import Person

Found = TypeVar("Found")


class VisitorRequest(HttpRequest):
    """A request of anyone: `person` is None when nobody signed in."""

    person: Person | None
    htmx: HtmxDetails


class PersonRequest(HttpRequest):
    """A request at a route whose policy lets only signed-in persons in."""

    person: Person
    htmx: HtmxDetails


def found_or_404(found: Found | None) -> Found:
    """Return what was found; what was not does not exist."""
    if found is None:
        raise Http404
    return found


def see(place: str, *args: object, **kwargs: object) -> HttpResponse:
    """Send on after a success, to a route by name and arguments or to a path (303)."""
    headers = {"Location": resolve_url(place, *args, **kwargs)}
    return HttpResponse(status=HTTPStatus.SEE_OTHER, headers=headers)
