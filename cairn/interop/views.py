"""A roster comes in: the file, what it would change, the import."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from cairn.interop import actions, words
from cairn.interop.forms import RosterForm
from cairn.interop.models import RosterDraft
from cairn.interop.roster import COLUMNS, REQUIRED
from cairn.people.requests import PersonRequest, see
from cairn.programs import queries as programs


def roster(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take a file, to show what it would change."""
    program = get_object_or_404(programs.served(request.person), pk=pk)
    form = RosterForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        text = form.cleaned_data["file"]
        draft = actions.keep_draft(by=request.person, program=program, text=text)
        return see("roster_draft", draft.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"program": program, "form": form, "columns": COLUMNS, "required": REQUIRED}
    return render(request, "interop/roster.html", context, status=status)


def draft(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show what a file would create, update and leave, and what is refused."""
    drafts = RosterDraft.objects.visible_to(request.person).select_related("program")
    found = get_object_or_404(drafts, pk=pk)
    outcome = actions.import_roster(
        by=request.person, program=found.program, data=found.data, dry_run=True
    )
    context = {"draft": found, "program": found.program, "said": words.Said(outcome)}
    return render(request, "interop/draft.html", context)


def import_draft(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Import what was looked at."""
    found = get_object_or_404(RosterDraft.objects.visible_to(request.person), pk=pk)
    skip_refused = "skip_refused" in request.POST
    outcome = actions.import_draft(by=request.person, draft=found, skip_refused=skip_refused)
    if outcome.is_stopped:
        return see("roster_draft", pk)
    messages.success(request, words.done(outcome))
    return see("program", found.program_id)
