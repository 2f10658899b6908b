"""Counting what a request asks of the databases."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import connections

_NOT_THE_PAGES_OWN = ("SAVEPOINT", "RELEASE", "select cairn_enter", "select current_setting")


@contextmanager
def gathered() -> Iterator[list[str]]:
    """Gather the statements of a page, sign-in and session included, from both databases.

    Naming the person for the walls and holding the transaction are not counted.
    """
    own: list[str] = []

    def note(execute: Callable[..., Any], sql: Any, *rest: Any) -> Any:
        if not str(sql).startswith(_NOT_THE_PAGES_OWN):
            own.append(str(sql))
        return execute(sql, *rest)

    with ExitStack() as stack:
        for alias in ("default", "keys"):
            stack.enter_context(connections[alias].execute_wrapper(note))
        yield own
