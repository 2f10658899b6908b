"""Every door stands in the registry, and every entry of the registry is a door."""

import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path, resolve

from cairn.config.urls import urlpatterns as real
from cairn.core import access
from cairn.core.ids import new_id
from tests.architecture import routes
from tests.cast import Cast

NOBODYS = {"api:api-root"}  # the API library brings it; without a row it answers 404


def _unregistered(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Nobody decided who may read this.")


class Forgotten:
    """The real routes, and one whose row was forgotten."""

    urlpatterns = [*real, path("forgotten/", _unregistered, name="forgotten")]
    handler400 = "cairn.api.failures.page_malformed"
    handler404 = "cairn.api.failures.page_missing"
    handler500 = "cairn.api.failures.page_broken"


def test_every_route_has_a_row_in_the_registry():
    bare = {route.name for route in routes.all_routes() if not route.methods}
    assert bare == NOBODYS


def test_every_row_of_the_registry_has_a_route():
    routed = {name for name, _pattern, _found in routes.walk()}
    assert {name for name, _method in access.registered()} - routed == set()


def test_every_operation_of_the_api_has_a_row_and_every_row_an_operation():
    answered = {
        (name, method)
        for name, _pattern, found in routes.walk()
        for method in routes.api_methods(found)
    }
    rows = {(name, method) for name, method in access.registered() if name.startswith("api:")}
    assert rows - answered == {("api:openapi-json", "GET")}
    assert answered - rows == set()


def test_each_path_leads_to_the_route_that_claims_it():
    """A pattern behind another one that fits the same path would never be reached."""
    lost = [r.name for r in routes.all_routes() if resolve(_made_up(r)).view_name != r.name]
    assert lost == []


def _made_up(route: routes.Route) -> str:
    """Return a path of a route, to rows that are not there."""
    filled = re.sub(r"<int:\w+>|<str:\w+>", "7", route.pattern)
    return "/" + re.sub(r"<\w+:\w+>", str(new_id()), filled)


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete", "options"])
@override_settings(ROOT_URLCONF=Forgotten)
def test_a_route_without_a_row_does_not_exist(cast: Cast, sign_in, method):
    for person in cast.people.values():
        assert getattr(sign_in(person), method)("/forgotten/").status_code == 404


@override_settings(ROOT_URLCONF=Forgotten)
def test_with_a_row_the_same_route_exists(cast: Cast, sign_in, monkeypatch):
    anyone = access.registered()["support", "GET"]
    monkeypatch.setitem(access._registry, ("forgotten", "GET"), anyone)
    browser = sign_in(cast.mentee)
    assert browser.get("/forgotten/").content == b"Nobody decided who may read this."
    assert browser.post("/forgotten/").status_code == 404


def test_a_method_without_a_row_does_not_exist(cast: Cast, sign_in, act):
    mentee = sign_in(cast.mentee)
    assert mentee.get("/stones/").status_code == 200
    assert act(mentee, "/stones/").status_code == 404
