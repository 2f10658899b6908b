"""Pairs that began before there were reviews are owed those that are still worth having."""

from datetime import datetime, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from cairn.core import clock
from cairn.mentorship import actions, queries
from cairn.mentorship.models import Mentorship, SupportContact
from tests.cast import Cast
from tests.factories import mentorship as mentorships

MIGRATION = import_module("cairn.mentorship.migrations.0017_reviews_of_before")


@pytest.fixture
def walk(cast: Cast, noon: datetime) -> Mentorship:
    """A pair as it stood before: contacts, and no review."""
    begun = mentorships.begun(cast)
    _forget_reviews()
    return begun


def _forget_reviews() -> None:
    SupportContact.objects.filter(kind="review").delete()


def owed(walk: Mentorship, *, after: int, times: int = 1) -> list[int]:
    """Migrate so many days after it began; return after how many days the mentee's reviews are."""
    begun = walk.begun_at
    with clock.pinned(begun + timedelta(days=after)):
        for _ in range(times):
            MIGRATION.owe_reviews(apps, SimpleNamespace(connection=connection))
    rows = walk.contacts.filter(kind="review", person=walk.mentee).order_by("due_on")
    return [(row.due_on - walk.begun_on).days for row in rows]


@pytest.mark.parametrize(
    ("after", "days"),
    [
        (0, [30, 90, 180]),
        (30, [30, 90, 180]),
        (31, [38, 90, 180]),
        (51, [58, 90, 180]),
        (52, [90, 180]),
        (201, [208]),
        (202, []),
    ],
)
def test_what_is_to_come_is_owed_and_what_passed_lately_in_a_week(walk, after, days) -> None:
    assert owed(walk, after=after) == days


def test_both_are_owed_it_and_nothing_begins_overdue(cast, walk) -> None:
    owed(walk, after=40)
    assert walk.contacts.filter(kind="review").count() == 6
    with clock.pinned(walk.begun_at + timedelta(days=40)):
        due = queries.due_contacts(cast.coordinator)
        reviews = [each for each in due if each.contact.is_review]
    assert {each.person for each in reviews} == {cast.mentee, cast.mentor}
    assert not any(each.is_overdue for each in reviews)


@pytest.mark.parametrize("after", [10, 40])
def test_a_second_run_adds_none(walk, after: int) -> None:
    assert owed(walk, after=after) == owed(walk, after=after + 3, times=2)


def test_it_is_written_down_as_any_other(cast, walk) -> None:
    owed(walk, after=10)
    review = walk.contacts.filter(kind="review").first()
    assert review.answers == {}
    actions.keep_contact(by=cast.coordinator, contact=review, answers={"safety": "safe"})
    review.refresh_from_db()
    assert review.answers == {"safety": "safe"}


def test_a_program_that_set_its_own_days_is_owed_those_and_no_two_on_one_day(cast, walk) -> None:
    actions.set_rhythm(
        by=cast.coordinator, program=cast.program, contact_days=[7], review_days=[30, 35, 47]
    )
    assert owed(walk, after=40) == [47]


def test_one_that_wants_none_is_owed_none(cast, walk) -> None:
    actions.set_rhythm(by=cast.coordinator, program=cast.program, contact_days=[7], review_days=[])
    assert owed(walk, after=10) == []


def test_nothing_is_owed_of_what_ended_or_has_not_begun(cast, walk) -> None:
    other = mentorships.another(cast, 1)
    actions.end(by=cast.mentee, mentorship=walk, reason="")
    assert owed(walk, after=10) == []
    assert not other.contacts.exists()
