"""The note of a meeting, which the two write together, and the list of them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from cairn.mentorship import actions, forms, queries
from cairn.mentorship.views.finding import between, key_of, meeting_of, number_of, with_form
from cairn.people.requests import PersonRequest, see

_PAGE = "mentorship/note.html"


def notes(request: PersonRequest, pk: UUID) -> HttpResponse:
    """List the meetings at which the two met, with how the note of each stands."""
    found = between(request, pk)
    page = queries.note_list(found, request.person, key_of(request, "before"))
    return render(request, "mentorship/notes.html", {"mentorship": found, "page": page})


def note(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show the note of a meeting, and write one's own part of it."""
    found = meeting_of(request, pk)
    form = forms.NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.write_note(by=request.person, meeting=found, **form.cleaned_data)
        return see("note", pk)
    number = number_of(request, "version")
    page = actions.look_at_note(by=request.person, meeting=found, number=number)
    form.initial = {"words": page.own_words}
    doubt = forms.DisagreeForm(initial={"words": page.own_doubt}, prefix="doubt")
    return with_form(request, _PAGE, form, page=page, writing=form, doubt=doubt)


def disagree(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say what one sees otherwise, or take it back."""
    found = meeting_of(request, pk)
    form = forms.DisagreeForm(request.POST or None, prefix="doubt")
    if form.is_valid():
        actions.disagree(by=request.person, meeting=found, **form.cleaned_data)
        return see("note", pk)
    page = actions.look_at_note(by=request.person, meeting=found)
    writing = forms.NoteForm(initial={"words": page.own_words})
    return with_form(request, _PAGE, form, page=page, writing=writing, doubt=form)


def sign_note(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Sign the note as it was read."""
    found = meeting_of(request, pk)
    form = forms.SignNoteForm(request.POST or None)
    read = form.cleaned_data["read"] if form.is_valid() else 0
    actions.sign_note(by=request.person, meeting=found, read=read)
    return see("note", pk)
