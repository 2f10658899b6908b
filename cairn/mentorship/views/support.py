"""What staff owe: contacts and reviews, what they said they would do, and a program's rhythm."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from cairn.mentorship import actions, forms, owing, policies, queries
from cairn.mentorship.models import Errand, SupportContact
from cairn.mentorship.views.finding import key_of, with_form
from cairn.people.requests import PersonRequest, see
from cairn.programs import queries as programs

_FINE = {"safety": "safe", "between": "well"}


def contacts(request: PersonRequest) -> HttpResponse:
    """List the contacts that are overdue or due within a week."""
    page = queries.contact_page(request.person, key_of(request, "after"))
    talks, errands = queries.open_talks(request.person), queries.errands_for(request.person)
    context = {"page": page, "talks": talks, "errands": errands}
    return render(request, "mentorship/contacts.html", context)


def contact(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Write down a contact: the standard questions."""
    found = _contact(request, pk)
    policies.can_look_at_contact(request.person, found).require()
    staff = queries.staff_for(found, request.person) if found.kept_at is None else ()
    form = forms.ContactForm(
        request.POST or None, contact=found, person=request.person, staff=staff
    )
    if request.method == "POST" and form.is_valid():
        actions.keep_contact(
            by=request.person, contact=found, answers=form.answers(), said=form.said()
        )
        return see("contacts")
    due = actions.look_at_contact(by=request.person, contact=found)
    return with_form(request, "mentorship/contact.html", form, due=due)


def contact_fine(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Write a contact down in one tap: they feel safe, and it goes well."""
    actions.keep_contact(by=request.person, contact=_contact(request, pk), answers=_FINE)
    return see("contacts")


def do_errand(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say that something is done that staff said they would do."""
    seen = Errand.objects.visible_to(request.person)
    found = get_object_or_404(seen.select_related("mentorship__program", "who", "person"), pk=pk)
    actions.do_errand(by=request.person, errand=found)
    return see("contacts")


def rhythm(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show after how many days a program's staff owe contacts and reviews, and change it."""
    program = get_object_or_404(programs.served(request.person), pk=pk)
    contact_days, review_days = owing.days_of(program)
    now = {"contact_days": _listed(contact_days), "review_days": _listed(review_days)}
    form = forms.RhythmForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        verdict = policies.can_set_rhythm(request.person, program, **form.cleaned_data)
        if verdict or verdict.code not in form.fields:
            actions.set_rhythm(by=request.person, program=program, **form.cleaned_data)
            return see("rhythm", pk)
        form.add_error(verdict.code, str(verdict.reason))
    return with_form(request, "mentorship/rhythm.html", form, program=program)


def _contact(request: PersonRequest, pk: UUID) -> SupportContact:
    seen = SupportContact.objects.visible_to(request.person)
    related = ("person", "mentorship__mentee", "mentorship__mentor", "mentorship__program")
    return get_object_or_404(seen.select_related(*related), pk=pk)


def _listed(days: list[int]) -> str:
    return ", ".join(map(str, days))
