"""`cairn doctor`: sentences an operator can act on, and a status a machine can."""

import pytest

from cairn.config import postgres
from cairn.config.postgres_cluster import DATABASE, OWNER
from tests.behavior.config import machine

pytestmark = pytest.mark.slow

WELL = {"CAIRN_URL": "https://cairn.example.org", "CAIRN_SMTP": "localhost:25"}

JOB = "insert into procrastinate_jobs (queue_name, task_name, status) values ('q', 't', '{}')"


def examined(site, **more):
    done = machine.cairn("doctor", data=site.path, **{**WELL, **more})
    lines = [line.split(maxsplit=1) for line in done.stdout.splitlines()]
    return done.returncode, {text for state, text in lines if state != "fine"}


def test_a_site_that_is_well_ends_with_status_0_and_nothing_to_look_at(site):
    assert examined(site) == (0, set())


def test_a_variable_that_nothing_reads_is_named(site):
    told = "Nothing reads the variable CAIRN_TYPO: misspelled, or from another version?"
    assert examined(site, CAIRN_TYPO="1") == (0, {told})


def test_an_address_without_tls_is_wrong(site):
    status, told = examined(site, CAIRN_URL="http://cairn.example.org")
    assert (status, len(told)) == (1, 1)
    assert told.pop().startswith("People would use http://cairn.example.org, which is not encr")


def test_a_secret_that_others_can_read_is_wrong(site):
    secret = site.path / "secrets" / "secret_key"
    secret.chmod(0o644)
    status, told = examined(site)
    secret.chmod(0o600)
    assert (status, told) == (1, {f"Others can read {secret}: chmod go= {secret}"})


def test_people_served_by_the_owners_login_are_wrong(site):
    server = postgres.started(site, durable=False)
    owner = server.url(OWNER, DATABASE)
    status, told = examined(site, DATABASE_URL=owner, DATABASE_OWNER_URL=owner)
    server.leave()
    assert (status, len(told)) == (1, 2)
    assert all("is served by a login that owns it or passes its walls" in text for text in told)


def test_late_and_failed_jobs_are_told(site):
    server = postgres.started(site, durable=False)
    owner = server.url(OWNER, DATABASE)
    machine.ask(owner, "delete from procrastinate_jobs")
    for status in ("todo", "failed"):
        machine.ask(owner, JOB.format(status))
    machine.ask(owner, "update procrastinate_events set at = now() - interval '2 hours'")
    status, told = examined(site)
    machine.ask(owner, "delete from procrastinate_jobs")
    server.leave()
    assert (status, told) == (
        1,
        {"1 jobs wait, 1 failed, 1 are more than an hour late: is a worker running?"},
    )
