"""What comes first: who somebody is, once more; staff's second factor. What they typed waits.

See docs/adr/0031-what-matters-asks-once-more.md.
"""

import time

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from cairn.people import waiting
from cairn.people.requests import VisitorRequest, see


def is_recent(request: HttpRequest) -> bool:
    """Tell whether the person showed within minutes who they are, or has nothing to show.

    Who has neither password nor passkey nor code came in by the demo's one click.
    """
    records = get_authentication_records(request, request.user)
    since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    if any(record.get("reauthenticated") and record["at"] > since for record in records):
        return True
    return not get_adapter().get_reauthentication_methods(request.user)


def ask(request: VisitorRequest) -> HttpResponse:
    """Lead to the question; afterwards the page opens, or the form can be sent on."""
    if request.method == "POST":
        waiting.keep(request)
        afterwards = reverse("send_on")
    else:
        afterwards = request.get_full_path()
    way = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
    place = f"{way}?{urlencode({'next': afterwards})}"
    return HttpResponseClientRedirect(place) if request.htmx else HttpResponseRedirect(place)


def lead_to_factor(request: VisitorRequest) -> HttpResponse:
    """Lead staff to where a second factor is set up; afterwards the form can be sent on."""
    if request.method == "POST":
        waiting.keep(request)
    place = reverse("second_step")
    return HttpResponseClientRedirect(place) if request.htmx else see(place)
