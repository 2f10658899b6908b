"""A match can be explained when people, weights and engine have changed since."""

import pytest

from cairn.consent.looks import looks_at
from cairn.matching import actions
from cairn.matching.engine import Settings, Weights
from cairn.people.models import Profile
from cairn.safety import actions as safety
from tests.cast import Cast
from tests.factories import matching as factory


@pytest.fixture
def matched(cast: Cast):
    """The cast's pair, matched through everything that leads to it."""
    offer = factory.asked(factory.answered(cast))
    actions.accept(by=cast.mentor, offer=offer)
    return offer


def _page(sign_in, person, path: str) -> str:
    return " ".join(sign_in(person).get(path).content.decode().split())


def test_a_match_stands_on_the_list_with_the_way_to_why(cast: Cast, sign_in, matched) -> None:
    page = _page(sign_in, cast.coordinator, f"/matching/{cast.program.pk}/matches/")
    assert f"/matching/proposal/{matched.proposal_id}/why/" in page


def test_nothing_that_changes_later_changes_why(cast: Cast, sign_in, matched) -> None:
    path = f"/matching/proposal/{matched.proposal_id}/why/"
    before = _page(sign_in, cast.coordinator, path).partition("<main")[2]
    other = Settings(weights=Weights(0, 0, 100, 0, 0, 0, 0))
    actions.weigh(by=cast.coordinator, program=cast.program, settings=other)
    for profile in Profile.objects.filter(person__in=[cast.mentee, cast.mentor]):
        profile.answers_block = {}
        profile.save()
    with factory.later(days=365):
        after = _page(sign_in, cast.coordinator, path).partition("<main")[2]
    assert after == before
    assert "Weights then: Own three wishes 35" in after
    assert f"by <bdi>{cast.coordinator.display_name}</bdi>" in after


def test_reading_why_is_a_look_at_both(cast: Cast, sign_in, matched) -> None:
    sign_in(cast.coordinator).get(f"/matching/proposal/{matched.proposal_id}/why/")
    for person in (cast.mentee, cast.mentor):
        assert "matching" in [look.what for look in looks_at(person).looks]


def test_the_two_find_no_such_page(cast: Cast, sign_in, matched) -> None:
    path = f"/matching/proposal/{matched.proposal_id}/why/"
    assert sign_in(cast.mentee).get(path).status_code == 404
    assert sign_in(cast.mentor).get(path).status_code == 404


def test_whoever_a_mentor_or_a_mentee_blocked_reads_of_neither(
    cast: Cast, sign_in, matched
) -> None:
    others, why = f"/matching/{cast.program.pk}/matches/", "/matching/proposal/{}/why/"
    for person, staff in ((cast.mentor, cast.coordinator), (cast.mentee, cast.supervisor)):
        safety.block(by=person, person=staff)
        client = sign_in(staff)
        assert "Maple Test" not in client.get(others).content.decode()
        assert client.get(why.format(matched.proposal_id)).status_code == 404
    assert "Maple Test" in _page(sign_in, cast.admin, others)


def test_no_mentor_who_blocked_the_reader_is_named_beside_another_pair(cast: Cast, sign_in) -> None:
    factory.answered(cast)
    other = factory.offers_places(cast.program, "Juniper Test", 2)
    proposal = factory.proposal_for(factory.ran(cast), factory.enrollment(cast, cast.mentee))
    beside = other.person if proposal.mentor.person == cast.mentor else cast.mentor
    path = f"/matching/proposal/{proposal.pk}/why/"
    assert beside.display_name in _page(sign_in, cast.coordinator, path)
    safety.block(by=beside, person=cast.coordinator)
    assert beside.display_name not in _page(sign_in, cast.coordinator, path)


def test_the_list_takes_as_many_queries_for_many(
    cast: Cast, sign_in, count_queries, matched
) -> None:
    assert count_queries(sign_in(cast.coordinator), f"/matching/{cast.program.pk}/matches/") == 5
