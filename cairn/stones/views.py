"""The list of all stones, with what each is for."""

from django.http import HttpResponse
from django.shortcuts import render

from cairn.people.requests import PersonRequest
from cairn.stones import queries


def stones(request: PersonRequest) -> HttpResponse:
    """Show a person's cairn and every stone in words, newest first, a page at a time."""
    before = request.GET.get("before", "")
    page, older = queries.page_of_stones(request.person, int(before) if before.isdigit() else None)
    context = {"cairn": queries.cairn_of(request.person), "page": page, "older": older}
    return render(request, "stones/stones.html", context)
