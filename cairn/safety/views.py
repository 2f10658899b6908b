"""The page that "I need support" leads to: signed in or not, without a script."""

from django.http import HttpResponse
from django.shortcuts import render

from cairn.people.requests import VisitorRequest
from cairn.safety import queries


def support(request: VisitorRequest) -> HttpResponse:
    """Show ways to reach someone now; `?country=` asks for another country than one's own."""
    page = queries.support_page(person=request.person, asked=request.GET.get("country", ""))
    return render(request, "safety/support.html", vars(page))
