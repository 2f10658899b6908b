"""What a request carries once the middleware has named who asks."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from cairn.people.models import Person


class VisitorRequest(HttpRequest):
    """A request of anyone: `person` is None when nobody signed in."""

    person: Person | None
    htmx: HtmxDetails


class PersonRequest(HttpRequest):
    """A request at a route whose policy lets only signed-in persons in."""

    person: Person
    htmx: HtmxDetails
