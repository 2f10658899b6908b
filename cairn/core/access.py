"""Who may use which route: the registry every page and endpoint must stand in.

A route that is not registered answers 404, whatever its view would do. Rules about a single
row are asked by the action itself; the registry says who may knock at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from cairn.core.verdict import Verdict

Policy = Callable[[Any], Verdict]


class DataClass(StrEnum):
    """How much a leak of the route's answer would hurt."""

    PUBLIC = "public"
    OWN = "own"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


@dataclass(frozen=True)
class Access:
    """One row of the registry.

    `policy` takes the person (None when signed out); `keyed` asks an unsafe request for an
    idempotency key; `step_up` asks once more who the person is; `early` lets staff in who have no
    second factor yet; `rate` names the throttle class.
    """

    policy: Policy
    data: DataClass
    keyed: bool = True
    step_up: bool = False
    early: bool = False
    rate: str = "ordinary"


_registry: dict[tuple[str, str], Access] = {}


def register(name: str, **by_method: Access) -> None:
    """Add a route's rows, one a method: `register("talk", get=Access(...), post=...)`."""
    for method, access in by_method.items():
        row = (name, method.upper())
        if row in _registry:
            raise ValueError(f"{row} stands in the registry already")
        _registry[row] = access


def access_to(name: str, method: str) -> Access | None:
    """Return the row of a route and method, None where there is none."""
    return _registry.get((name, method))


def registered() -> dict[tuple[str, str], Access]:
    """Return a copy of the whole registry, for tests that walk it."""
    return dict(_registry)


def route(
    pattern: str, view: Callable[..., HttpResponseBase], name: str, **by_method: Access
) -> URLPattern:
    """Return a Django path whose rows are in the registry."""
    register(name, **by_method)
    return path(pattern, view, name=name)
