"""The worker: each job at least once, and what a job starts is part of what it does."""

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app

from cairn.config import worker

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@app.task(name="tests.note")
def note(*, text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("insert into cache values (%s, '', now())", [text])


@app.task(name="tests.note_and_fail")
def note_and_fail() -> None:
    with transaction.atomic():
        note.defer(text="started by a job that failed")
        note(text="written by a job that failed")
        raise RuntimeError


def noted() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("delete from cache returning cache_key")
        return {key for (key,) in cursor.fetchall()}


def statuses() -> list[tuple[str, str]]:
    """Take away all jobs; return those of this file, as clock-driven ones come when they come."""
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs returning task_name, status::text")
        return [(name, status) for name, status in cursor.fetchall() if name.startswith("tests.")]


def test_a_job_that_is_due_is_run_and_forgotten():
    note.defer(text="done")
    worker.work(wait=False)
    assert (noted(), statuses()) == ({"done"}, [])


def test_a_job_of_a_transaction_that_is_undone_never_was():
    with transaction.atomic():
        note.defer(text="never")
        transaction.set_rollback(True)
    worker.work(wait=False)
    assert (noted(), statuses()) == (set(), [])


def test_a_job_that_fails_leaves_nothing_of_what_it_wrote_or_started():
    note_and_fail.defer()
    worker.work(wait=False)
    assert (noted(), statuses()) == (set(), [("tests.note_and_fail", "failed")])


def test_a_job_of_a_worker_that_was_killed_is_taken_up_again():
    note.defer(text="at least once")
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat)"
            " values (now() - interval '10 minutes') returning id"
        )
        killed = cursor.fetchone()
        cursor.execute("update procrastinate_jobs set status = 'doing', worker_id = %s", killed)
    app.tasks["config.take_up_again"].defer(timestamp=0)
    for _ in range(2):
        worker.work(wait=False)
    assert (noted(), statuses()) == ({"at least once"}, [])
