"""What `cairn doctor` looks at. Nothing is changed; every finding is a sentence to act on."""

import platform
import shutil
from collections.abc import Callable, Iterator
from importlib.metadata import version

import django
from django.db import connections

from cairn.config import doctor_settings, migrating
from cairn.config.doctor_findings import Finding, fine, look, wrong
from cairn.config.folder import DataFolder
from cairn.core import clock
from cairn.safety import lines

_DATABASES = {"default": "The database", "keys": "The key store"}
_LITTLE_ROOM = 2 * 1024**3
_NO_ROOM = 200 * 1024**2


def findings(folder: DataFolder) -> Iterator[Finding]:
    """Look at everything, in the order in which it would be put right."""
    checks: tuple[Callable[[DataFolder], Iterator[Finding]], ...] = (
        _versions,
        _room,
        _logins,
        _tables,
        _jobs,
        _crisis_lines,
        doctor_settings.findings,
    )
    for check in checks:
        yield from check(folder)


def _versions(_folder: DataFolder) -> Iterator[Finding]:
    yield fine(
        f"Cairn {version('cairn')}, Python {platform.python_version()}, "
        f"Django {django.__version__}, PostgreSQL {_ask('default', 'show server_version')}"
    )


def _room(folder: DataFolder) -> Iterator[Finding]:
    free = shutil.disk_usage(folder.path).free
    text = f"{free / 1024**3:.1f} GB are free where {folder.path} is"
    if free < _NO_ROOM:
        yield wrong(f"{text}: make room, or nothing can be written soon")
    elif free < _LITTLE_ROOM:
        yield look(f"{text}: make room")
    else:
        yield fine(text)


def _logins(_folder: DataFolder) -> Iterator[Finding]:
    """See that the login people are served by is not the owner, nor mightier than the walls."""
    for alias, name in _DATABASES.items():
        if _ask(alias, _MIGHT):
            yield wrong(
                f"{name} is served by a login that owns it or passes its walls: give the owner's "
                "address as DATABASE_OWNER_URL (KEYS_OWNER_URL) and another as DATABASE_URL "
                "(KEYS_URL)"
            )
        else:
            yield fine(f"{name} is served by a login that owns nothing")


_MIGHT = """
select rolsuper or rolbypassrls or rolcreaterole or exists (
    select from pg_class
    where relnamespace = 'public'::regnamespace and pg_has_role(current_user, relowner, 'member')
) from pg_roles where rolname = current_user
"""


def _tables(_folder: DataFolder) -> Iterator[Finding]:
    for owner, app in migrating.OWNERS.items():
        if missing := len(migrating.missing(owner)):
            yield wrong(f"{_DATABASES[app]} lacks {missing} migrations: start Cairn again")
        else:
            yield fine(f"{_DATABASES[app]} has every table")


def _jobs(_folder: DataFolder) -> Iterator[Finding]:
    waiting, late, failed = (_ask("default", query) for query in _JOBS)
    text = f"{waiting} jobs wait, {failed} failed"
    if late:
        yield wrong(f"{text}, {late} are more than an hour late: is a worker running?")
    else:
        yield (look if failed else fine)(text)


_LATE = """
select count(*) from procrastinate_jobs j where status = 'todo' and now() - interval '1 hour' >
    greatest(scheduled_at, (select max(at) from procrastinate_events e where e.job_id = j.id))
"""
_JOBS = (
    "select count(*) from procrastinate_jobs where status in ('todo', 'doing')",
    _LATE,
    "select count(*) from procrastinate_jobs where status = 'failed'",
)


def _crisis_lines(_folder: DataFolder) -> Iterator[Finding]:
    """Say which numbers nobody has checked for 180 days: a wrong one is found in a crisis."""
    today = clock.today("UTC")
    numbers, emergencies = lines.all_lines(), lines.all_emergencies()
    known = len(numbers) + len(emergencies)
    if stale := len(lines.stale(numbers, today)) + len(lines.stale(emergencies, today)):
        yield look(f"{stale} of {known} crisis numbers were not checked for 180 days")
    else:
        yield fine(f"{known} crisis numbers were checked in the last 180 days")


def _ask(alias: str, query: str) -> object:
    """Return the one value a query answers with."""
    with connections[alias].cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]
