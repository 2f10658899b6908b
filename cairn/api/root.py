"""The API: every app's endpoints under one roof, one error shape, bearer tokens."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from cairn.api import failures, problems
from cairn.api.throttle import ChangesAMinute
from cairn.core.access import Access, DataClass, register
from cairn.core.verdict import Refused
from cairn.people.endpoints import ERRORS, NAMESPACE, Problem
from cairn.people.policies import anyone

_DESCRIPTION = (
    "Each endpoint is the same door as its page: it asks the same policies and leaves the same "
    "record. Sign in with a token of your own (`Authorization: Bearer …`), made under Me. Unsafe "
    "requests carry an `Idempotency-Key`, so that a retry does nothing twice. Errors have one "
    "shape (RFC 9457)."
)
_SHAPE = "#/components/schemas/{model}"
_PROBLEM = {problems.MEDIA_TYPE: {"schema": {"$ref": _SHAPE.format(model=Problem.__name__)}}}
_ERROR_ANSWERS = {
    error.value: {"description": error.phrase, "content": _PROBLEM} for error in ERRORS
}
_SCHEMES = {"token": {"type": "http", "scheme": "bearer"}}
_EXTRA = {
    "info": {"license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"}},
    "security": [{"token": []}],
}


class Root(NinjaAPI):
    """The library's API, with what it answers to an error undone in the database too."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._described: dict[str | None, OpenAPISchema] = {}

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        """Answer with a problem, and keep nothing of what the request began."""
        answer = super().on_exception(request, exc)
        transaction.set_rollback(True)
        return answer

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        """Return the description; what may go wrong is told here, once for all operations.

        The library would make a model of each error of each operation whenever Cairn starts:
        half of what its addresses take to load.

        Made once for each prefix: it takes a good part of a second, and anybody may ask for it.
        """
        known = self._described.get(given.get("path_prefix"))
        return known or self._describe(**given)

    def _describe(self, **given: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**given)
        shapes = Problem.model_json_schema(ref_template=_SHAPE)
        schema["components"]["schemas"] |= {**shapes.pop("$defs"), Problem.__name__: shapes}
        for methods in schema["paths"].values():
            for operation in methods.values():
                operation["responses"] |= _ERROR_ANSWERS
        schema["components"]["securitySchemes"] = _SCHEMES
        self._described[given.get("path_prefix")] = schema
        return schema


def assembled() -> NinjaAPI:
    """Return the API with the routers of all apps that have one."""
    root = Root(
        title="Cairn",
        version="v1",
        description=_DESCRIPTION,
        urls_namespace=NAMESPACE,
        docs_url=None,
        throttle=[ChangesAMinute()],
        openapi_extra=_EXTRA,
    )
    for kind, handler in _HANDLERS.items():
        root.add_exception_handler(kind, handler)
    for router in _routers():
        root.add_router("", router)
    register(f"{NAMESPACE}:openapi-json", get=Access(anyone, DataClass.PUBLIC))
    return root


_HANDLERS: dict[Any, Any] = {
    Refused: failures.refused,
    ValidationError: failures.invalid,
    Http404: failures.missing,
    HttpError: failures.other,
}


def _routers() -> Iterator[Router]:
    for app in settings.INSTALLED_APPS:
        if app.startswith("cairn.") and find_spec(f"{app}.api"):
            yield import_module(f"{app}.api").router
