"""One page on which a person gives and takes back."""

from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from cairn.consent import actions, looks, queries
from cairn.consent.forms import SharingForm
from cairn.mentorship.models import Mentorship
from cairn.people.requests import PersonRequest, see
from cairn.programs import queries as programs


@dataclass(frozen=True)
class Walk:
    """A mentorship of the person who shares, and the form for its mentor."""

    mentorship: Mentorship
    form: SharingForm


def sharing(request: PersonRequest) -> HttpResponse:
    """Show what one shares, with whom, and all one said before."""
    return _page(request)


def who_looked(request: PersonRequest) -> HttpResponse:
    """Show who read something sensitive of one, and when."""
    found = looks.looks_at(request.person, _key(request.GET.get("before", "")))
    return render(request, "consent/looks.html", {"page": found})


def share_before_yes(request: PersonRequest) -> HttpResponse:
    """Change what whichever mentor one asks may see."""
    form = SharingForm.before_yes(request.POST)
    if not form.is_valid():
        return _page(request, HTTPStatus.UNPROCESSABLE_ENTITY)
    actions.share(by=request.person, **form.cleaned_data)
    return _kept(request)


def share_with(request: PersonRequest) -> HttpResponse:
    """Change what one's mentor may see."""
    named = _key(request.POST.get("mentorship", ""))
    found = get_object_or_404(Mentorship.objects.visible_to(request.person), pk=named)
    form = SharingForm.after_yes(request.POST)
    if not form.is_valid():
        return _page(request, HTTPStatus.UNPROCESSABLE_ENTITY)
    actions.share(by=request.person, mentorship=found, **form.cleaned_data)
    return _kept(request)


def _key(text: str) -> UUID | None:
    """Return the key that the page before ended with."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _kept(request: PersonRequest) -> HttpResponse:
    messages.success(request, _("Kept. It counts from the next page they open."))
    return see("sharing")


def _page(request: PersonRequest, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    person = request.person
    ticked = {"kinds": list(queries.ticked_before_yes(person))}
    context = {
        "asked": SharingForm.before_yes(initial=ticked)
        if programs.sides_of(person).mentee
        else None,
        "walks": [_walk(walk) for walk in queries.walks_of(person)],
        "ledger": queries.ledger(person),
    }
    return render(request, "consent/sharing.html", context, status=status)


def _walk(walk: Mentorship) -> Walk:
    ticked = {"kinds": list(queries.ticked_for(walk))}
    return Walk(walk, SharingForm.after_yes(initial=ticked, auto_id=f"id_{walk.pk}_%s"))
