"""Declaring an endpoint of the API: its door, its errors and its key, in one place.

Stands here because every app that has endpoints is built above people; `cairn.api` assembles them.
"""

import re
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Router, Schema, Status

from cairn.core.access import Access, DataClass, Policy, register

NAMESPACE = "api"
_UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
ERRORS = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
)
"""What any endpoint may answer with a `Problem`; `cairn.api` describes them."""
_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "description": "Your own random text; a retry under it gets the first answer again.",
    "schema": {"type": "string", "minLength": 16, "maxLength": 200, "pattern": "^[!-~]+$"},
}

View = Callable[..., Any]


class FieldProblem(Schema):
    """What is wrong with one field: where it stands in the request, and why."""

    field: str
    reason: str


class Problem(Schema):
    """What went wrong (RFC 9457): `code` for machines, `detail` a sentence for people."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    fields: list[FieldProblem] = []


def operation(
    router: Router,
    method: str,
    path: str,
    *,
    policy: Policy,
    answer: Any,
    data: DataClass = DataClass.OWN,
    status: HTTPStatus = HTTPStatus.OK,
    step_up: bool = False,
) -> Callable[[View], View]:
    """Declare an endpoint, and its row in the access registry.

    `path` starts at /api/v1; `policy` says who may knock; `answer` is the schema of success, sent
    with `status`; `step_up` lets in no token but one that its owner just opened for what matters.
    The decorated function returns the thing answered, or raises Refused.
    """
    name = _name(path)
    register(f"{NAMESPACE}:{name}", **{method: Access(policy, data, step_up=step_up)})

    def declare(view: View) -> View:
        router.add_api_operation(
            path,
            [method],
            _answering(view, status),
            response={status.value: answer},
            operation_id=view.__name__,
            url_name=name,
            openapi_extra={"parameters": [dict(_KEY)]} if method in _UNSAFE else None,
        )
        return view

    return declare


def _name(path: str) -> str:
    """Return the name all methods of a path share: /talk/{uuid:pk}/read is talk-pk-read."""
    bare = re.sub(r"{(?:\w+:)?(\w+)}", r"\1", path)
    return bare.strip("/").replace("/", "-")


def _answering(view: View, status: HTTPStatus) -> View:
    """Return the view with its answer under the declared status."""

    @wraps(view)
    def answer(request: HttpRequest, **given: Any) -> Any:
        found = view(request, **given)
        return found if isinstance(found, HttpResponseBase) else Status(status.value, found)

    return answer
