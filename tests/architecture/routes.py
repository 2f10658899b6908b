"""Every route there is, walked from the URL resolver, with its rows in the access registry."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from ninja.operation import PathView

from cairn.core import access


@dataclass(frozen=True)
class Route:
    """A name, the path under it as the resolver writes it, and the methods that are registered."""

    name: str
    pattern: str
    methods: tuple[str, ...]

    @property
    def kwargs(self) -> tuple[str, ...]:
        return tuple(re.findall(r"<(?:\w+:)?(\w+)>", self.pattern))

    @property
    def names_rows(self) -> bool:
        """Whether the path holds an id. A code or a key is no id: who has it may come."""
        return bool({"pk", "last"} & set(self.kwargs))

    @property
    def is_api(self) -> bool:
        return self.name.startswith("api:")

    def row(self, method: str) -> access.Access:
        return access.registered()[self.name, method]


def all_routes() -> list[Route]:
    """Return all routes in the order of the URLconf, each name once."""
    return list({name: _route(name, pattern) for name, pattern, _ in walk()}.values())


def walk() -> Iterator[tuple[str, str, URLPattern]]:
    """Yield name, whole path and what the resolver holds of every pattern."""
    yield from _inside(get_resolver())


def _inside(
    resolver: URLResolver, before: str = "", space: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    for found in resolver.url_patterns:
        pattern = before + str(found.pattern)
        if isinstance(found, URLResolver):
            inner = f"{space}{found.namespace}:" if found.namespace else space
            yield from _inside(found, pattern, inner)
        else:
            yield f"{space}{found.name}", pattern, found


def _route(name: str, pattern: str) -> Route:
    methods = sorted(method for row, method in access.registered() if row == name)
    return Route(name, pattern, tuple(methods))


def api_methods(pattern: URLPattern) -> set[str]:
    """Return the methods an API path answers by itself; none for a page."""
    cells = getattr(pattern.callback, "__closure__", None) or ()
    views = [c.cell_contents for c in cells if isinstance(c.cell_contents, PathView)]
    return {
        method for view in views for operation in view.operations for method in operation.methods
    }
