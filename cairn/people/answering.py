"""How views of the sign-in library answer in this house."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


def answering(view: View) -> View:
    """Return the view with 422 in place of 200 for a form that comes back with errors.

    The library sends on after every success, so that a page in answer to a form is such a form.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == HTTPStatus.OK:
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response

    return answer


def named_file(view: View, name: str) -> View:
    """Return the view under a file name of ours: it stays on a device that others may see."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if "Content-Disposition" in response:
            response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    return answer
