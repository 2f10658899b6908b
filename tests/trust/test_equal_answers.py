"""Whether an address is known here can't be learned: not from an answer, not from its cost."""

import pytest
from pytest_django import Settings

from tests import promises
from tests.cast import Cast
from tests.trust import asking, doors, watching
from tests.trust.asking import KNOWN, QUESTIONS, UNKNOWN, Question
from tests.trust.watching import Seen


@pytest.fixture
def house(cast: Cast, settings: Settings) -> Cast:
    settings.PASSWORD_HASHERS = ["tests.factories.people.CountedHasher"]
    asking.make_known(cast)
    return cast


def _seen(cast: Cast, question: Question, address: str) -> Seen:
    with doors.undone():
        return watching.seen(question.prepared(cast, address), *question.masks(address))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_known_and_unknown_get_the_same_bytes_for_the_same_hashes_and_queries(
    house: Cast, question: Question
) -> None:
    _seen(house, question, UNKNOWN)  # what is made once is made
    known, unknown = (_seen(house, question, address) for address in (KNOWN, UNKNOWN))
    differing = [part for part in vars(known) if getattr(known, part) != getattr(unknown, part)]
    asked = f"{question.name}: {known.hashes} hashes, {len(known.queries)} queries"
    assert known.queries
    promises.found("equal answers", f"{asked}, differing {differing}", is_kept=not differing)


def test_a_difference_in_cost_would_be_noticed(house: Cast) -> None:
    """The owner's own password is another answer, and another cost."""
    right = Question("right", _right, lambda address: (address,))
    known, unknown = (_seen(house, right, address) for address in (KNOWN, UNKNOWN))
    assert known.status != unknown.status
    assert known.queries != unknown.queries


def _right(cast: Cast, address: str):
    browser = asking.Browser()
    return lambda: browser.post("/sign-in/", {"login": address, "password": asking.PASSWORD})
