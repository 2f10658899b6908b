"""What a mentee shares with their mentor, and what the mentor suggests for it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from cairn.consent import queries as consent
from cairn.mentorship.models import Mentorship
from cairn.people.requests import PersonRequest, see
from cairn.recovery import actions
from cairn.recovery.forms import IdeaForm
from cairn.recovery.views.answers import with_form

_PAGE = "recovery/shared.html"


def shared(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show what a mentee shares with their mentor, to each of the two."""
    walk = _walk(request, pk)
    shown = actions.look_at_shared(by=request.person, mentorship=walk)
    form = IdeaForm(initial={"mentorship": walk.pk}, kinds=shown.plan_kinds)
    return with_form(request, _PAGE, form, shared=shown)


def suggest(request: PersonRequest) -> HttpResponse:
    """Suggest a line for a plan that is shared with one."""
    walk = _walk(request, _key(request.POST.get("mentorship", "")))
    form = IdeaForm(request.POST)
    if form.is_valid():
        actions.suggest(by=request.person, walk=walk, idea=form.idea())
        messages.success(request, _("They have your idea now."))
        return see("shared", walk.pk)
    shown = actions.look_at_shared(by=request.person, mentorship=walk)
    return with_form(request, _PAGE, form, shared=shown)


def _walk(request: PersonRequest, pk: UUID | None) -> Mentorship:
    """Return a walk of one's own, with what its mentee lets its mentor see."""
    walks = consent.with_given(Mentorship.objects.visible_to(request.person).of(request.person))
    return get_object_or_404(walks.select_related("mentee__profile", "mentor"), pk=pk)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
