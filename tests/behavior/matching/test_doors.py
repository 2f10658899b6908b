"""Every act of matching through both doors: the page a person uses, the API a machine uses."""

from typing import Any

import pytest

from cairn.audit.models import Event
from cairn.consent.queries import shared_before_yes
from cairn.matching import actions as matching
from cairn.matching.models import Direction, Offer, Run
from cairn.mentorship.models import Mentorship
from tests.cast import Cast
from tests.factories import matching as factory
from tests.factories.doors import DOORS, by_api, by_page, get_by_api


def _knock(door: str, person: Any, page: str, api: str, data: dict[str, Any] | None = None) -> Any:
    if door == "page":
        return by_page(person, page, data or {})
    return by_api(person, api, data or {})


def _status(door: str, api: int) -> int:
    return 303 if door == "page" else api


@pytest.mark.parametrize("door", DOORS)
def test_a_run_is_asked_for(cast: Cast, door: str) -> None:
    pk = cast.program.pk
    answer = _knock(door, cast.coordinator, f"/matching/{pk}/suggest/", f"/programs/{pk}/runs")
    assert answer.status_code == _status(door, 202)
    assert Run.objects.get().asked_by == cast.coordinator


@pytest.mark.parametrize("door", DOORS)
def test_all_of_a_run_is_approved(cast: Cast, door: str) -> None:
    factory.answered(cast)
    pk = factory.ran(cast).pk
    answer = _knock(door, cast.coordinator, f"/matching/run/{pk}/approve/", f"/runs/{pk}/approve")
    assert answer.status_code == _status(door, 200)
    assert Offer.objects.get().person == cast.mentee
    assert Event.objects.filter(act="matching.approve").count() == 1


@pytest.mark.parametrize("door", DOORS)
def test_one_proposal_is_approved(cast: Cast, door: str) -> None:
    factory.answered(cast)
    pk = factory.ran(cast).proposals.get().pk
    answer = _knock(
        door, cast.coordinator, f"/matching/proposal/{pk}/approve/", f"/proposals/{pk}/approve"
    )
    assert answer.status_code == _status(door, 200)
    assert Offer.objects.get().person == cast.mentee


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("kind", list(Direction.Kind))
def test_a_pair_is_pinned_or_ruled_out(cast: Cast, door: str, kind: Direction.Kind) -> None:
    factory.answered(cast)
    proposal = factory.ran(cast).proposals.get()
    pair = {"mentee_id": str(proposal.mentee_id), "mentor_id": str(proposal.mentor_id)}
    answer = _knock(
        door,
        cast.coordinator,
        f"/matching/proposal/{proposal.pk}/{kind}/",
        f"/matching/{kind}s",
        pair,
    )
    assert answer.status_code == _status(door, 201)
    wish = Direction.objects.get()
    assert (wish.kind, wish.mentor_id, wish.given_by) == (
        kind,
        proposal.mentor_id,
        cast.coordinator,
    )


@pytest.mark.parametrize("door", DOORS)
def test_a_wish_is_taken_back(cast: Cast, door: str) -> None:
    factory.answered(cast)
    wish = factory.pinned(cast)
    answer = _knock(
        door,
        cast.coordinator,
        f"/matching/wish/{wish.pk}/lift/",
        f"/matching/wishes/{wish.pk}/lift",
    )
    assert answer.status_code == _status(door, 200)
    assert not Direction.objects.standing().exists()


@pytest.mark.parametrize("door", DOORS)
def test_a_proposal_is_overridden(cast: Cast, door: str) -> None:
    factory.answered(cast)
    other = factory.offers_places(cast.program, "Juniper Test")
    proposal = factory.ran(cast).proposals.get()
    other = other if proposal.mentor_id != other.pk else factory.enrollment(cast, cast.mentor)
    given = {"reason": "They asked for it.", "mentor": str(other.pk), "mentor_id": str(other.pk)}
    answer = _knock(
        door,
        cast.coordinator,
        f"/matching/proposal/{proposal.pk}/override/",
        f"/proposals/{proposal.pk}/override",
        given,
    )
    assert answer.status_code == _status(door, 200)
    proposal.refresh_from_db()
    assert (proposal.mentor, proposal.override_reason) == (other, "They asked for it.")


@pytest.mark.parametrize("door", DOORS)
def test_an_override_without_a_reason_is_refused(cast: Cast, door: str) -> None:
    factory.answered(cast)
    other = factory.offers_places(cast.program, "Juniper Test")
    proposal = factory.ran(cast).proposals.get()
    given = {"reason": "", "mentor": str(other.pk), "mentor_id": str(other.pk)}
    answer = _knock(
        door,
        cast.coordinator,
        f"/matching/proposal/{proposal.pk}/override/",
        f"/proposals/{proposal.pk}/override",
        given,
    )
    assert answer.status_code == {"page": 422, "api": 403}[door]


@pytest.mark.parametrize("door", DOORS)
def test_a_mentor_is_chosen_and_sees_what_was_ticked(cast: Cast, door: str) -> None:
    factory.answered(cast)
    (offer,) = factory.offered(cast)
    given: dict[str, Any] = {"ticks": "1", "shares": ["interests"]}
    if door == "api":
        given = {"shares": {"interests": True, "pathways": False}}
    answer = _knock(door, cast.mentee, f"/choose/{offer.pk}/", f"/offers/{offer.pk}/choose", given)
    assert answer.status_code == _status(door, 200)
    assert Offer.objects.asked().get() == offer
    shared = shared_before_yes(cast.mentee)
    assert ("interests" in shared, "pathways" in shared) == (True, False)


@pytest.mark.parametrize("door", DOORS)
def test_the_choice_is_left_to_us(cast: Cast, door: str) -> None:
    factory.answered(cast)
    (offer,) = factory.offered(cast)
    pk = offer.mentee_id
    answer = _knock(door, cast.mentee, f"/choose/{pk}/us/", f"/enrollments/{pk}/you-choose")
    assert answer.status_code == _status(door, 200)
    assert Offer.objects.asked().get() == offer


@pytest.mark.parametrize("door", DOORS)
def test_others_are_asked_for(cast: Cast, door: str) -> None:
    factory.answered(cast)
    (offer,) = factory.offered(cast)
    pk = offer.mentee_id
    answer = _knock(door, cast.mentee, f"/choose/{pk}/others/", f"/enrollments/{pk}/others")
    assert answer.status_code == _status(door, 200)
    assert Offer.objects.get().outcome == Offer.Outcome.PASSED


@pytest.mark.parametrize("door", DOORS)
def test_a_mentor_says_yes(cast: Cast, door: str) -> None:
    offer = factory.asked(factory.answered(cast))
    answer = _knock(
        door, cast.mentor, f"/requests/{offer.pk}/accept/", f"/requests/{offer.pk}/accept"
    )
    assert answer.status_code == _status(door, 201)
    assert Mentorship.objects.get().mentee == cast.mentee


@pytest.mark.parametrize("door", DOORS)
def test_a_mentor_is_not_free_just_now(cast: Cast, door: str) -> None:
    offer = factory.asked(factory.answered(cast))
    answer = _knock(
        door, cast.mentor, f"/requests/{offer.pk}/not-free/", f"/requests/{offer.pk}/not-free"
    )
    assert answer.status_code == _status(door, 200)
    assert Offer.objects.get().outcome == Offer.Outcome.NOT_FREE


_STRANGERS: list[tuple[str, str]] = [
    ("/matching/{program}/suggest/", "/programs/{program}/runs"),
    ("/matching/run/{run}/approve/", "/runs/{run}/approve"),
    ("/matching/proposal/{proposal}/approve/", "/proposals/{proposal}/approve"),
    ("/matching/wish/{wish}/lift/", "/matching/wishes/{wish}/lift"),
    ("/choose/{offer}/", "/offers/{offer}/choose"),
    ("/choose/{mentee}/us/", "/enrollments/{mentee}/you-choose"),
    ("/requests/{offer}/accept/", "/requests/{offer}/accept"),
    ("/requests/{offer}/not-free/", "/requests/{offer}/not-free"),
]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("page", "api"), _STRANGERS)
def test_to_a_stranger_none_of_it_is_there(cast: Cast, door: str, page: str, api: str) -> None:
    offer = factory.asked(factory.answered(cast))
    wish = factory.pinned(cast)
    named = {
        "program": cast.program.pk,
        "run": offer.proposal.run_id,
        "proposal": offer.proposal_id,
        "wish": wish.pk,
        "offer": offer.pk,
        "mentee": offer.mentee_id,
    }
    answer = _knock(door, cast.outsider, page.format(**named), api.format(**named))
    assert answer.status_code == 404


def test_a_run_and_its_proposals_are_read(cast: Cast) -> None:
    factory.answered(cast)
    run = factory.ran(cast)
    seen = get_by_api(cast.coordinator, f"/runs/{run.pk}").json()
    assert (seen["state"], seen["proof"]["matched"]) == ("done", 1)
    (proposal,) = get_by_api(cast.coordinator, f"/runs/{run.pk}/proposals").json()
    assert proposal["mentor_id"] == str(run.proposals.get().mentor_id)


def test_a_mentee_reads_what_is_shown_and_nothing_kept_back(cast: Cast) -> None:
    factory.tell(cast.mentee, substances=("opioids",), pathways=("smart",))
    factory.tell(cast.mentor, substances=("opioids",), pathways=("smart",))
    factory.offered(cast)
    answer = get_by_api(cast.mentee, "/offers")
    (offer,) = answer.json()
    assert offer["mentor"] == "Maple Test"
    assert "opioids" not in answer.content.decode()
    assert get_by_api(cast.outsider, "/offers").status_code == 404


def test_a_mentee_who_asked_somebody_is_shown_nobody_else(cast: Cast) -> None:
    factory.offers_places(cast.program, "Juniper Test")
    first, other = factory.offered(factory.answered(cast))
    assert _offers(cast) == [str(first.pk), str(other.pk)]
    matching.choose(by=cast.mentee, offer=other)
    assert _offers(cast) == [str(other.pk)]


def _offers(cast: Cast) -> list[str]:
    return [offer["id"] for offer in get_by_api(cast.mentee, "/offers").json()]


def test_a_mentor_reads_who_asks(cast: Cast) -> None:
    offer = factory.asked(factory.answered(cast))
    assert [each["id"] for each in get_by_api(cast.mentor, "/requests").json()] == [str(offer.pk)]
