"""The worker: runs jobs out of the database, one process on any number of machines."""

from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.db_cleanup import DjangoApp
from procrastinate.contrib.django.utils import connector_params

_GRACE = 10  # seconds a running job has to end when the worker stops
_AT_ONCE = 2


def work(*, wait: bool = True) -> None:
    """Run jobs until asked to stop; without waiting, only those that are due."""
    _worker_app().run_worker(
        concurrency=_AT_ONCE,
        wait=wait,
        shutdown_graceful_timeout=_GRACE,
        delete_jobs="successful",
    )


def _worker_app() -> App:
    """Return an app that fetches jobs over connections of its own.

    Tasks keep to Django's app, so a job that one of them defers is a row of its transaction.
    """
    apart = DjangoApp(connector=PsycopgConnector(kwargs=connector_params()), import_paths=[])
    apart.tasks = app.tasks
    apart.periodic_registry = app.periodic_registry
    return apart
