"""The API, asked by schemathesis for everything its description allows, and for much it does not.

The real application answers, with tokens of people who may; each answer must be one that the
description names: its status, its media type, its shape. Whatever is asked is undone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import CHECKS, Failure, FailureGroup, load_all_checks

from cairn.api import problems
from cairn.config.wsgi import application
from tests import figures, promises
from tests.trust import doors
from tests.trust.doors import Door, House

_CHECKED = (
    *("not_a_server_error", "status_code_conformance", "content_type_conformance"),
    *("response_schema_conformance", "response_headers_conformance"),
)
_DESCRIPTION = "/api/v1/openapi.json"
_OFTEN, _SELDOM = promises.many(2, 40), 10
_ASKING = hypothesis.settings(
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def house(db: None) -> Iterator[House]:
    """The world; requests leave the connection open in which all will be undone."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield House.built()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@dataclass
class Fuzz:
    """What was asked, and what the description did not say of the answers."""

    house: House
    asked: list[str] = field(default_factory=list)
    faults: set[str] = field(default_factory=set)

    def ask(self, door: Door, role: str, operation: APIOperation, times: int = _OFTEN) -> None:
        """Ask for what it allows and for what it does not, of rows that are there or not."""
        there = self.house.world.paths.get(door.route.name) or None
        modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        cases = [operation.as_strategy(mode, path_parameters=there) for mode in modes]
        bearer = self.house.visitors[role].bearer

        @hypothesis.settings(_ASKING, max_examples=times)
        @hypothesis.given(case=st.one_of(*cases, operation.as_strategy()))
        def ask(case: Case) -> None:
            self.asked.append(f"{door.method} {operation.full_path}")
            with doors.undone():
                self.faults.update(_faults(case, bearer))

        ask()


def test_the_api_answers_whatever_it_is_asked_as_it_says_it_does(house: House) -> None:
    load_all_checks()
    described = schemathesis.openapi.from_wsgi(_DESCRIPTION, application)
    found = [operation.ok() for operation in described.get_all_operations()]
    operations = {(operation.full_path, operation.method.upper()): operation for operation in found}
    fuzz = Fuzz(house)
    for door in api_doors():
        first, *others = door.roles[: promises.many(1, 3)]
        operation = operations[_described(door), door.method]
        fuzz.ask(door, first, operation)
        for role in others:
            fuzz.ask(door, role, operation, _SELDOM)
    figures.tell("operations fuzzed", ", ".join(sorted(set(fuzz.asked))))
    figure = f"{len(fuzz.asked)} requests at {len(set(fuzz.asked))} operations"
    told = [f"{figure}, {len(fuzz.faults)} faults", *sorted(fuzz.faults)[:12]]
    promises.found("fuzzed", "; ".join(told), is_kept=not fuzz.faults)
    assert set(fuzz.asked) == {f"{method} {path}" for path, method in operations}


def api_doors() -> Iterator[Door]:
    """Yield every operation under api/, but the description itself."""
    return (
        door
        for door in doors.all_doors()
        if door.route.is_api and door.route.name != "api:openapi-json"
    )


def _described(door: Door) -> str:
    """Return the path of a door as the description writes it."""
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", door.route.pattern)


def _faults(case: Case, bearer: dict[str, str]) -> list[str]:
    """Return what about an answer the description does not say."""
    checks = CHECKS.get_by_names(_CHECKED)
    try:
        case.call_and_validate(headers=bearer | {"Accept-Encoding": "identity"}, checks=checks)
    except FailureGroup as group:
        return [_said(case, failure) for failure in group.exceptions]
    except Failure as failure:
        return [_said(case, failure)]
    return []


def _said(case: Case, failure: Exception) -> str:
    words = " ".join(str(failure).split())
    return f"{case.method} {case.path}: {type(failure).__name__}: {words[:300]}"


def test_an_answer_that_is_not_described_is_found(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the answers above may have been whatever they liked."""
    load_all_checks()
    described = schemathesis.openapi.from_wsgi(_DESCRIPTION, application)
    operation = described["/api/v1/check-ins"]["POST"]
    monkeypatch.setattr(problems, "MEDIA_TYPE", "text/plain")
    fuzz = Fuzz(house)
    (door,) = (one for one in api_doors() if str(one) == "POST api:check-ins")
    for _ in range(3):
        fuzz.ask(door, "nobody", operation)
    assert {fault.split(": ")[1] for fault in fuzz.faults} == {"UndefinedContentType"}
