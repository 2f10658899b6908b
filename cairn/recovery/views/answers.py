"""How a page answers a form."""

from http import HTTPStatus

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def with_form(request: HttpRequest, template: str, form: Form, **more: object) -> HttpResponse:
    """Answer with a form: empty, or 422 with what was typed and what is wrong."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, template, {"form": form, **more}, status=status)
