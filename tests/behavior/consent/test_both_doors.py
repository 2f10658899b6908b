"""Giving and taking back what a mentor sees: the same act by page and by API."""

from typing import Any

import pytest

from cairn.consent import queries
from cairn.consent.kinds import TICKED_AT_FIRST, Kind
from cairn.consent.models import Consent
from cairn.core.ids import new_id
from cairn.mentorship.models import Mentorship
from tests.cast import Cast
from tests.factories import mentorship
from tests.factories.consent import shares
from tests.factories.doors import DOORS, by_api, by_page

both_doors = pytest.mark.parametrize("door", DOORS)


@pytest.fixture
def walk(cast: Cast) -> Mentorship:
    return mentorship.met(cast)


def _share(door: str, person: Any, kinds: list[str], walk: Any = None, days: int = 365) -> int:
    if door == "api":
        named = {"mentorship_id": str(walk)} if walk else {}
        data = {"kinds": kinds, "days": days, **named}
        return by_api(person, "/consents", data, method="put").status_code
    if walk:
        form: dict[str, Any] = {"kinds": kinds, "days": str(days), "mentorship": str(walk)}
        return by_page(person, "/me/sharing/walk/", form).status_code
    form = {"asked-kinds": kinds, "asked-days": str(days)}
    return by_page(person, "/me/sharing/asked/", form).status_code


@both_doors
def test_ones_mentor_sees_what_is_given_and_nothing_of_what_is_taken_back(cast, walk, door):
    done = {"page": 303, "api": 200}[door]
    assert _share(door, cast.mentee, ["mood", "plan"], walk.pk, days=90) == done
    assert queries.shared_with(cast.mentor, walk) == {Kind.MOOD, Kind.PLAN}
    (mood,) = Consent.objects.filter(kind=Kind.MOOD)
    assert (mood.until - mood.since).days == 90
    assert _share(door, cast.mentee, [], walk.pk) == done
    assert queries.shared_with(cast.mentor, walk) == frozenset()


@both_doors
def test_whichever_mentor_is_asked_sees_what_is_given_and_no_more(cast, door):
    _share(door, cast.mentee, ["languages", "age"])
    assert queries.shared_before_yes(cast.mentee) == {Kind.LANGUAGES, Kind.AGE}
    said = Consent.objects.filter(person=cast.mentee, revoked_at__isnull=False)
    assert set(said.values_list("kind", flat=True)) == TICKED_AT_FIRST - {Kind.LANGUAGES}


@both_doors
def test_what_is_not_shared_there_is_refused(cast, walk, door):
    assert _share(door, cast.mentee, ["languages"], walk.pk) == {"page": 422, "api": 403}[door]
    assert _share(door, cast.mentee, ["email"]) == 422
    assert _share(door, cast.mentee, ["mood"], walk.pk, days=7) == 422
    assert Consent.objects.count() == 0


@both_doors
def test_with_others_mentors_nobody_shares_anything(cast, walk, door):
    shares(walk, Kind.MOOD)
    assert _share(door, cast.mentee, ["mood"], new_id()) == 404
    assert _share(door, cast.mentor, [], walk.pk) == 404
    assert queries.shared_with(cast.mentor, walk) == {Kind.MOOD}


def test_software_reads_the_whole_ledger_in_answer(cast, walk):
    data = {"kinds": ["mood"], "mentorship_id": str(walk.pk)}
    (row,) = by_api(cast.mentee, "/consents", data, method="put").json()
    assert (row["kind"], row["to"], row["is_live"]) == ("mood", "Maple Test", True)


def test_a_kind_that_software_names_twice_is_shared_once(cast, walk):
    assert _share("api", cast.mentee, [Kind.MOOD, Kind.MOOD], walk.pk) == 200
    assert [row.kind for row in Consent.objects.by(cast.mentee, cast.mentor)] == [Kind.MOOD]
