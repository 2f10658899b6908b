"""A mentorship as each of the two sees it, and the contacts that staff owe them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from cairn.mentorship import actions, forms, policies, queries, reporting
from cairn.mentorship.models import Commitment
from cairn.mentorship.views.finding import as_told, between, number_of, visible, with_form
from cairn.people.requests import PersonRequest, see


def mentorship(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show where a mentorship stands, and what is next."""
    found = visible(request, pk)
    context: dict[str, object] = {"view": actions.look_at_walk(by=request.person, mentorship=found)}
    if found.has(request.person):
        listed = queries.commitments_of(found, request.person)
        context["commitments"] = [commitment for commitment in listed if commitment.is_open]
        context["form"] = forms.CommitmentForm(person=request.person)
    return render(request, "mentorship/mentorship.html", context)


def agreement(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show what the two agree to, and sign it."""
    found = visible(request, pk)
    language = get_language() or request.person.language
    paper = queries.paper_of(found, request.person, language, number_of(request, "version"))
    form = forms.SignForm(request.POST or None, initial={"read": paper.text.version})
    if request.method == "POST" and form.is_valid():
        actions.sign(
            by=request.person, mentorship=found, language=language, read=form.cleaned_data["read"]
        )
        return see("mentorship", pk)
    return with_form(request, "mentorship/agreement.html", form, mentorship=found, paper=paper)


def ending(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask before a mentorship ends, and end it."""
    found = visible(request, pk)
    policies.can_end(request.person, found).require()
    form = forms.EndingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.end(by=request.person, mentorship=found, reason=form.cleaned_data["reason"])
        return see("mentorship", pk)
    more = as_told(found, request.person)
    return with_form(request, "mentorship/ending.html", form, **more)


def commitments(request: PersonRequest, pk: UUID) -> HttpResponse:
    """List what the two said they would do, and say something new."""
    found = between(request, pk)
    form = forms.CommitmentForm(request.POST or None, person=request.person)
    if request.method == "POST" and form.is_valid():
        actions.commit(by=request.person, mentorship=found, **form.cleaned_data)
        return see("commitments", pk)
    listed = queries.commitments_of(found, request.person)
    more = {"mentorship": found, "commitments": listed, "other": found.other(request.person)}
    return with_form(request, "mentorship/commitments.html", form, **more)


def keep_commitment(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say that a commitment was kept."""
    found = _commitment(request, pk)
    actions.keep_commitment(by=request.person, commitment=found)
    return see("commitments", found.mentorship_id)


def let_go(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Let a commitment go."""
    found = _commitment(request, pk)
    actions.let_go(by=request.person, commitment=found)
    return see("commitments", found.mentorship_id)


def think_of(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Let the other know that one thinks of them."""
    actions.think_of(by=request.person, mentorship=between(request, pk))
    return see("mentorship", pk)


def figures(request: PersonRequest) -> HttpResponse:
    """Show a funder how many wait, have a mentor, were asked how it goes: figures, no person."""
    context = {"figures": reporting.figures_for(request.person), "days": reporting.PERIOD.days}
    return render(request, "mentorship/figures.html", context)


def _commitment(request: PersonRequest, pk: UUID) -> Commitment:
    seen = Commitment.objects.visible_to(request.person)
    related = seen.select_related("made_by", "mentorship__mentee", "mentorship__mentor")
    return get_object_or_404(related, pk=pk)
