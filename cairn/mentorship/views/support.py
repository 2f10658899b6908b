"""What staff owe: contacts and reviews, what they said they would do, and a program's rhythm."""

from typing import Any
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
    form = _contact_form(request, found)
    if request.method == "POST" and form.is_valid():
        actions.keep_contact(
            by=request.person, contact=found, answers=form.answers(), said=form.said()
        )
        return see("contacts")
    due = actions.look_at_contact(by=request.person, contact=found)
    may_take_back = policies.can_take_back_contact(request.person, found)
    more = {"due": due, "may_take_back": bool(may_take_back)}
    return with_form(request, "mentorship/contact.html", form, **more)


def contact_fine(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Write a contact down in one tap: they feel safe, and it goes well."""
    actions.keep_contact(by=request.person, contact=_contact(request, pk), answers=_FINE)
    return see("today" if "today" in request.POST else "contacts")


def take_back_contact(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take back what was written down of a contact, and show its form again."""
    actions.take_back_contact(by=request.person, contact=_contact(request, pk))
    return see("contact", pk)


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


def _contact_form(request: PersonRequest, found: SupportContact) -> forms.ContactForm:
    staff = queries.staff_for(found, request.person) if found.kept_at is None else ()
    given: dict[str, Any] = {"contact": found, "person": request.person, "staff": staff}
    return forms.ContactForm(request.POST or None, **given)


def _contact(request: PersonRequest, pk: UUID) -> SupportContact:
    seen = SupportContact.objects.visible_to(request.person)
    related = ("person", "mentorship__mentee", "mentorship__mentor", "mentorship__program")
    return get_object_or_404(seen.select_related(*related), pk=pk)


def _listed(days: list[int]) -> str:
    return ", ".join(map(str, days))
