"""What the API answers when something is refused, malformed, missing or too much."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.translation import gettext as _
from django.views import defaults
from ninja.errors import HttpError, ValidationError

from cairn.api import problems
from cairn.core.verdict import Refused

PREFIX = "/api/"
_OUTSIDE = 2


def refused(request: HttpRequest, exception: Refused) -> HttpResponse:  # noqa: ARG001 - the library's shape
    """Say which rule stood in the way, and why."""
    verdict = exception.verdict
    return problems.response(HTTPStatus.FORBIDDEN, verdict.code, str(verdict.reason))


def invalid(request: HttpRequest, exception: ValidationError) -> HttpResponse:  # noqa: ARG001 - likewise
    """Name each field that does not fit."""
    fields = [{"field": _field(error["loc"]), "reason": error["msg"]} for error in exception.errors]
    detail = _("Some of what was sent does not fit.")
    return problems.response(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", detail, fields=fields)


def missing(request: HttpRequest, exception: Http404) -> HttpResponse:  # noqa: ARG001 - likewise
    """Say no more than that nothing is here."""
    return problems.response(HTTPStatus.NOT_FOUND, "not_found", _("There is nothing here."))


def other(request: HttpRequest, exception: HttpError) -> HttpResponse:  # noqa: ARG001 - likewise
    """Answer what the library itself raised: a body that is not JSON, too many requests."""
    status = HTTPStatus(exception.status_code)
    return problems.response(status, status.name.lower(), exception.message)


def page_missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 anywhere: with a problem below /api/, with a page elsewhere."""
    if request.path.startswith(PREFIX):
        return missing(request, Http404())
    return defaults.page_not_found(request, exception)


def page_malformed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 anywhere, likewise."""
    if request.path.startswith(PREFIX):
        return problems.response(HTTPStatus.BAD_REQUEST, "bad_request")
    return defaults.bad_request(request, exception)


def too_large(request: HttpRequest) -> HttpResponse:
    """Answer 413 anywhere, likewise; nothing of the request was read."""
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    if request.path.startswith(PREFIX):
        return problems.response(status, "too_large")
    return HttpResponse(get_template("400.html").render(), status=status)


def page_broken(request: HttpRequest) -> HttpResponse:
    """Answer 500 anywhere, likewise."""
    if request.path.startswith(PREFIX):
        return problems.response(HTTPStatus.INTERNAL_SERVER_ERROR, "broken")
    return defaults.server_error(request)


def _field(location: tuple[Any, ...]) -> str:
    """Return where a field stands, without its source and the name of the body's parameter."""
    parts = [str(part) for part in location]
    if parts[:1] == ["body"] and parts[_OUTSIDE:]:
        return ".".join(parts[_OUTSIDE:])
    return ".".join(parts[1:] or parts)
