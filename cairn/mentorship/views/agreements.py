"""The words of a program's agreement, for its staff: versions with who gave them and when."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from cairn.mentorship import actions, agreements, queries
from cairn.mentorship.forms import AgreementForm
from cairn.people.models import Language
from cairn.people.requests import PersonRequest, see
from cairn.programs import queries as programs
from cairn.programs.models import Program


def agreement_texts(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show the words a program's pairs sign, their versions, and give it new ones."""
    program = get_object_or_404(programs.served(request.person), pk=pk)
    form = AgreementForm(request.POST or None, initial=_now(program))
    if request.method == "POST" and form.is_valid():
        actions.adopt_agreement(by=request.person, program=program, **form.given())
        return see("agreement_texts", pk)
    context = {"program": program, "versions": queries.agreement_versions(program), "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "mentorship/agreement_texts.html", context, status=status)


def _now(program: Program) -> dict[str, str]:
    """Return the words of now, to begin from."""
    return {f"words_{each}": agreements.current(program, each).body for each in Language.values}
