"""Ending well: the last meeting, the goodbye of each, and the talk that staff have with each."""

from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from cairn.mentorship import actions, exits, forms, policies, queries
from cairn.mentorship.models import Closing, ExitTalk, Farewell
from cairn.mentorship.views.finding import as_told, visible, with_form
from cairn.people.requests import PersonRequest, see

_FAREWELL = "mentorship/farewell.html"


def plan_closing(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Plan the last meeting of the two."""
    found = visible(request, pk)
    policies.can_plan_closing(request.person, found).require()
    form = forms.ClosingForm(request.POST or None, person=request.person, walk=found)
    if request.method == "POST" and form.is_valid():
        planned = actions.plan_closing(by=request.person, walk=found, **form.cleaned_data)
        return see("mentorship", pk) if planned.meeting else _to_find_a_time(planned)
    more = {
        **as_told(found, request.person),
        "planned": queries.planned_closing(found),
        "last": queries.last_meeting(found),
    }
    return with_form(request, "mentorship/closing.html", form, **more)


def drop_closing(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Go on after all."""
    actions.drop_closing(by=request.person, walk=visible(request, pk))
    return see("mentorship", pk)


def farewell(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show one's own goodbye, and write the letter of it."""
    found = _farewell(request, pk)
    form = forms.LetterForm(request.POST or None, initial={"words": found.words})
    if request.method == "POST" and form.is_valid():
        actions.write_letter(by=request.person, farewell=found, **form.cleaned_data)
        return see("farewell", pk)
    return _with(request, found, form, letter=form)


def give_letter(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Give the letter to the other."""
    actions.give_letter(by=request.person, farewell=_farewell(request, pk))
    return see("farewell", pk)


def wish_contact(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say what contact one wishes for afterwards."""
    found = _farewell(request, pk)
    form = forms.ContactWishForm(request.POST)
    if form.is_valid():
        actions.wish_contact(by=request.person, farewell=found, **form.cleaned_data)
        return see("farewell", pk)
    return _with(request, found, form, contact=form)


def stay_in_touch(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Be of the alumni of one's program, or no longer."""
    stays = request.POST.get("stays") == "yes"
    actions.stay_in_touch(by=request.person, farewell=_farewell(request, pk), stays=stays)
    return see("farewell", pk)


def alumni(request: PersonRequest) -> HttpResponse:
    """List who stays in touch with the programs one serves."""
    return render(request, "mentorship/alumni.html", {"rows": queries.alumni(request.person)})


def tell_exit(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Answer what is asked after an ending."""
    found = _farewell(request, pk)
    form = forms.ExitForm(request.POST, prefix="exit")
    if form.is_valid():
        actions.tell_exit(by=request.person, farewell=found, answers=form.cleaned_data)
        return see("farewell", pk)
    return _with(request, found, form, asked=form)


def exit_talk(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Write down a talk with one of the two after an ending, or read it."""
    seen = ExitTalk.objects.visible_to(request.person)
    related = ("person", "walk__program", "walk__mentee", "walk__mentor", "told_by")
    talk = get_object_or_404(seen.select_related(*related), pk=pk)
    form = forms.ExitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.keep_exit(by=request.person, talk=talk, answers=form.cleaned_data)
        return see("mentorship", talk.walk_id)
    read = actions.look_at_exit(by=request.person, talk=talk)
    return with_form(
        request, "mentorship/exit.html", form, talk=read, said=exits.spoken(read.answers)
    )


def _to_find_a_time(planned: Closing) -> HttpResponse:
    """Lead on to the times of the planned day, while none is booked."""
    path = reverse("find_time", args=[planned.walk_id])
    return see(f"{path}?day={planned.last_on.isoformat()}")


def _farewell(request: PersonRequest, pk: UUID) -> Farewell:
    seen = Farewell.objects.visible_to(request.person)
    related = ("person", "walk__program", "walk__mentee", "walk__mentor")
    return get_object_or_404(seen.select_related(*related), pk=pk)


def _with(
    request: PersonRequest, found: Farewell, form: Form, **forms_by_name: Form
) -> HttpResponse:
    """Answer with the goodbye: the form that was sent, and the others as they stand."""
    page = queries.farewell_page(found)
    shown = {
        "letter": forms.LetterForm(initial={"words": found.words}),
        "contact": forms.ContactWishForm(initial={"contact": found.contact}),
        "asked": forms.ExitForm(prefix="exit"),
    }
    return with_form(request, _FAREWELL, form, page=page, **{**shown, **forms_by_name})
