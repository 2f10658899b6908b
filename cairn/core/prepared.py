"""Queries of every request, written once (docs/adr/0053).

Django writes the SQL of a query anew each time it is run. Every request asks who is signed in, who
that is here and which sides they are on: writing that takes several times as long as asking it.
"""

from collections.abc import Callable
from copy import copy
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import QuerySet

Found = TypeVar("Found")


class Prepared(Generic[Found]):
    """A query of a few parameters, whose SQL is written when it is first run."""

    def __init__(self, build: Callable[..., QuerySet[Any, Found]], **examples: object) -> None:
        """Take what makes the queryset, and an example of each of its parameters.

        The SQL must be the same for every value, and an example a value that stands in it for
        nothing else.
        """
        self._build = build
        self._examples = examples

    def rows(self, **given: object) -> list[Found]:
        """Run it with these values, as the database takes them; return what it finds."""
        queryset, written, sql, places = self._written
        run: Any = copy(written)
        run.connection = connections[written.using]
        run.as_sql = lambda *_, **__: (sql, [given.get(name, fixed) for name, fixed in places])
        fresh: Any = queryset.all()
        fresh.query.get_compiler = lambda *_, **__: run
        return list(fresh)

    @cached_property
    def _written(self) -> tuple[QuerySet[Any, Found], Any, str, list[tuple[str, object]]]:
        """Return the queryset, its compiler, its SQL, and the parameter at each place.

        A place without a parameter has no name, and its value.
        """
        queryset = self._build(**self._examples)
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, values = compiler.as_sql()
        return queryset, compiler, sql, [(self._name_of(value), value) for value in values]

    def _name_of(self, value: object) -> str:
        return next((name for name, example in self._examples.items() if example == value), "")
