"""What goes to the log: that something broke and where, never what people wrote.

The message of an exception can hold a row of the database ("Key (email)=(...) already exists"),
so a traceback names the files, lines and kinds of error, and leaves their messages out.
"""

import logging
import traceback
from types import TracebackType
from typing import Any

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """A formatter whose tracebacks say where and which kind, in the order of the causes."""

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802 - logging's name
        """Write the tracebacks of an exception and of what caused it, without messages."""
        return "\nwhich led to\n".join(_place(problem) for problem in reversed(_chain(ei[1])))


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "discreet": {
            "()": "cairn.config.logs.Discreet",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # What strangers ask for in vain (404, foreign hosts) fills no log.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}


def _chain(problem: BaseException | None) -> list[BaseException]:
    """Return an exception, then its cause, then the cause of that."""
    found = []
    while problem is not None and problem not in found:
        found.append(problem)
        problem = problem.__cause__ or problem.__context__
    return found


def _place(problem: BaseException) -> str:
    kind = type(problem)
    where = "".join(traceback.format_tb(problem.__traceback__))
    return f"{where}{kind.__module__}.{kind.__qualname__}"
