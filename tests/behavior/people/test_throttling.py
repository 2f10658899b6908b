"""Who hammers an account waits, from however many networks; its owner at home never does."""

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from tests.cast import PASSWORD, Cast
from tests.factories.people import ADDRESS, give_address

HOME = "198.51.100.7"
UNKNOWN = "nobody@example.org"
WRONG = "another twelve words or so"
MOST = 6


@pytest.fixture(autouse=True)
def fewer(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS,
        "failed_anywhere": f"{MOST}/h/key",
    }


def _try(address: str, password: str, network: str) -> HttpResponse:
    form = {"login": address, "password": password}
    return Client().post("/sign-in/", form, REMOTE_ADDR=network)


def _hammer(address: str) -> None:
    for number in range(MOST):
        assert "do not go together" in _try(address, WRONG, f"203.0.113.{number}").content.decode()


@pytest.mark.parametrize("address", [ADDRESS, UNKNOWN])
def test_one_guess_each_from_many_networks_has_to_wait_too(cast: Cast, address: str):
    give_address(cast.mentee)
    _hammer(address)
    stopped = _try(address, PASSWORD, "203.0.113.200")
    assert (stopped.status_code, "Too many tries" in stopped.content.decode()) == (422, True)


def test_the_owner_signs_in_from_where_they_signed_in_before(cast: Cast):
    give_address(cast.mentee)
    assert _try(ADDRESS, PASSWORD, HOME).status_code == 302
    _hammer(ADDRESS)
    for _ in range(2):
        assert _try(ADDRESS, PASSWORD, HOME).status_code == 302


def test_an_attack_on_one_account_stops_nobody_elses(cast: Cast):
    give_address(cast.mentee)
    give_address(cast.mentor, "maple@example.org")
    _hammer(ADDRESS)
    assert _try("maple@example.org", PASSWORD, "203.0.113.200").status_code == 302


def test_signing_in_rightly_counts_for_nothing(cast: Cast):
    give_address(cast.mentee)
    for number in range(2 * MOST):
        assert _try(ADDRESS, PASSWORD, f"203.0.113.{number}").status_code == 302


def test_no_table_names_a_network(cast: Cast):
    give_address(cast.mentee)
    _try(ADDRESS, PASSWORD, HOME)
    with connections["default"].cursor() as cursor:
        cursor.execute("select cache_key || value from cache")
        kept = "".join(row[0] for row in cursor.fetchall())
    assert HOME not in kept.replace(f"ip:{HOME}", "")
