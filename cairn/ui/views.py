"""The living page of all parts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cairn.ui import styleguide as samples


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, by day or by night (`?theme=`)."""
    theme = request.GET.get("theme", "")
    return render(request, "ui/styleguide.html", {**samples.everything(), "theme": theme})
