"""Every place that can be looked at, walked from the routes, with the ids that fit each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model
from django.urls import reverse

from cairn.core.walls import name_organization
from cairn.recovery.parts import PlanKind
from tests.architecture import routes, world
from tests.architecture.routes import Route
from tests.trust.leaks.stage import undone

_SIDES = ("side=mentee", "side=mentor")
_ASKED_WITH = {
    "program": _SIDES,
    "api:programs-pk-enrollments": _SIDES,
    "people": ("", "words=zq0000"),
    "support": ("", "country=GB"),
}
"""What is asked beside the path; a part of a word where a whole one would come back by itself."""

_BEGINNING = str(UUID(int=0))
_PARTS = (3, 5)
"""Parts of both plans that are written in: lines, and people; the page of each shows them all."""
_SECRETS = {"code", "key", "secret", "uidb36"}
"""What a path holds that only its owner was sent: `deeds.join` goes there."""


@dataclass(frozen=True)
class Place:
    """A route that answers to GET, and the table its id comes from, if it has one."""

    route: Route
    table: type[Model] | None

    def paths(self, organization: str) -> Iterator[str]:
        """Yield every path of the place to something of an organization."""
        for key in self._ids(organization):
            for kwargs in self._kwargs(key):
                path = reverse(self.route.name, kwargs=kwargs)
                for query in _ASKED_WITH.get(self.route.name, ("",)):
                    yield f"{path}?{query}" if query else path

    def _ids(self, organization: str) -> list[str]:
        if self.table is None:
            return [""]
        name_organization(organization)
        return [
            str(pk)
            for pk in self.table._default_manager.order_by("pk").values_list("pk", flat=True)
        ]

    def _kwargs(self, key: str) -> Iterator[dict[str, Any]]:
        """Yield what the path can be asked with; a part that a plan lacks is not there."""
        named = {"pk": [key], "last": [_BEGINNING], "kind": PlanKind.values, "part": _PARTS}
        for values in product(*(named[name] for name in self.route.kwargs)):
            yield dict(zip(self.route.kwargs, values, strict=True))


def all_places() -> list[Place]:
    """Return every place, its table found out in a world where each route has something to show."""
    with undone():
        built = world.build()
        tables = {str(row.pk): type(row) for row in _everything()}
    return [
        Place(route, tables[built.paths[route.name]["pk"]] if "pk" in route.kwargs else None)
        for route in routes.all_routes()
        if "GET" in route.methods and not _SECRETS & set(route.kwargs)
    ]


def _everything() -> Iterator[Model]:
    for model in apps.get_models():
        if model._meta.label_lower.partition(".")[0] != "keys":
            yield from model._default_manager.all()
