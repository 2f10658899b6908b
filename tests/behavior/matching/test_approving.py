"""The coordinator approves once, before anyone is asked; then the mentee is shown up to three."""

from contextlib import ExitStack

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.matching import actions, queries
from cairn.matching.models import Offer, Proposal
from cairn.notifications.models import Notice
from cairn.people.models import Avoidance
from cairn.programs.models import Enrollment
from tests.cast import Cast
from tests.factories import matching as factory


def _with_others(cast: Cast, *names: str) -> list[Enrollment]:
    factory.answered(cast)
    return [factory.offers_places(cast.program, name) for name in names]


def test_the_proven_pairs_mentor_is_shown_first_then_the_two_that_cost_least(cast: Cast) -> None:
    _with_others(cast, "Juniper", "Alder", "Aspen")
    shown = factory.offered(cast)
    assert factory.names(shown)[0] == "Maple Test"
    assert [offer.place for offer in shown] == [1, 2, 3]


def test_nobody_is_told_before_the_coordinator_approves(cast: Cast) -> None:
    factory.answered(cast)
    factory.ran(cast)
    assert Notice.objects.filter(person=cast.mentee).count() == 0
    assert factory.shown_to(cast.mentee) == []


def test_the_mentee_is_told_once_that_there_are_people_to_choose_from(cast: Cast) -> None:
    _with_others(cast, "Juniper", "Alder")
    factory.offered(cast)
    notices = Notice.objects.filter(person=cast.mentee)
    assert list(notices.values_list("kind", "path")) == [("matching.offers", "/choose/")]


def test_approving_one_offers_that_one_alone(cast: Cast) -> None:
    factory.answered(cast)
    other = factory.waits(cast.program, "Fern Test")
    factory.offers_places(cast.program, "Juniper")
    run = factory.ran(cast)
    proposal = factory.proposal_for(run, other)
    offers = actions.approve(by=cast.coordinator, proposal=proposal)
    assert {offer.mentee_id for offer in offers} == {other.pk}
    assert list(run.proposals.exclude(approved_at=None)) == [proposal]


def test_a_proposal_is_approved_once(cast: Cast) -> None:
    factory.answered(cast)
    proposal = factory.proposal_for(factory.ran(cast), factory.enrollment(cast, cast.mentee))
    actions.approve(by=cast.coordinator, proposal=proposal)
    proposal.refresh_from_db()
    with pytest.raises(Refused, match="approved_already"):
        actions.approve(by=cast.coordinator, proposal=proposal)


def test_only_staff_of_the_program_approve(cast: Cast) -> None:
    factory.answered(cast)
    run = factory.ran(cast)
    for person in (cast.mentee, cast.mentor, cast.outsider):
        with pytest.raises(Refused):
            actions.approve_all(by=person, run=run)
        with pytest.raises(Refused):
            actions.approve(by=person, proposal=run.proposals.get())


def test_a_mentor_is_shown_to_at_most_their_free_places_and_two(cast: Cast) -> None:
    factory.answered(cast)
    for number in range(6):
        factory.waits(cast.program, f"Fern {number}")
        factory.offers_places(cast.program, f"Oak {number}")
    run = factory.ran(cast)
    actions.approve_all(by=cast.coordinator, run=run)
    shown = Offer.objects.open().values_list("mentor_id", flat=True)
    assert max(list(shown).count(mentor) for mentor in set(shown)) <= 3
    assert Offer.objects.open().filter(place=1).count() == 7


def test_somebody_who_was_ruled_out_since_the_run_is_not_offered(cast: Cast) -> None:
    factory.answered(cast)
    run = factory.ran(cast)
    Avoidance.objects.create(
        organization=cast.program.organization,
        person=cast.mentor,
        avoided={"persons": [str(cast.mentee.pk)]},
    )
    assert actions.approve_all(by=cast.coordinator, run=run) == []
    assert run.proposals.get().approved_at is None


@pytest.mark.parametrize(
    "changed",
    [
        {"caseload_elsewhere": 1},
        {"paused_at": clock.now()},
        {"cleared_at": None},
        {"ended_at": clock.now()},
    ],
)
def test_a_mentor_who_is_full_paused_or_gone_since_the_run_is_not_offered(
    cast: Cast, changed: dict[str, object]
) -> None:
    factory.answered(cast)
    run = factory.ran(cast)
    Enrollment.objects.filter(person=cast.mentor).update(**changed)
    assert actions.approve_all(by=cast.coordinator, run=run) == []


def test_the_next_run_leaves_alone_who_chooses_and_keeps_the_place(cast: Cast) -> None:
    factory.answered(cast)
    factory.offered(cast)
    fern = factory.waits(cast.program, "Fern Test")
    second = factory.ran(cast)
    assert [proposal.mentee for proposal in second.proposals.all()] == [fern]
    assert second.proposals.get().mentor is None


def test_an_override_is_offered_instead_and_whom_it_replaced_is_not_shown(cast: Cast) -> None:
    juniper, _alder = _with_others(cast, "Juniper", "Alder")
    proposal = factory.proposal_for(factory.ran(cast), factory.enrollment(cast, cast.mentee))
    replaced = proposal.mentor
    other = juniper if juniper != replaced else factory.enrollment(cast, cast.mentor)
    actions.override(by=cast.coordinator, proposal=proposal, mentor=other, reason="They asked.")
    proposal = Proposal.objects.select_related("run__program", "mentee").get(pk=proposal.pk)
    offers = actions.approve(by=cast.coordinator, proposal=proposal)
    assert offers[0].mentor_id == other.pk
    assert replaced.pk not in {offer.mentor_id for offer in offers}


def test_the_board_counts_what_can_be_offered(cast: Cast, sign_in, act) -> None:
    factory.answered(cast)
    run = factory.ran(cast)
    client = sign_in(cast.coordinator)
    page = client.get(f"/matching/{cast.program.pk}/").content.decode()
    assert "Offer this one" in page
    answer = act(client, f"/matching/run/{run.pk}/approve/")
    assert answer.status_code == 303
    page = client.get(answer["Location"]).content.decode()
    assert "Offered to 1 person." in page
    assert "Choosing" in page
    assert queries.approvable(run, cast.coordinator) == []


def test_an_older_run_is_not_approved_once_there_is_a_newer_one(cast: Cast) -> None:
    factory.answered(cast)
    older = factory.ran(cast)
    with factory.later(minutes=1):
        factory.ran(cast)
    with pytest.raises(Refused, match="newer_run"):
        actions.approve_all(by=cast.coordinator, run=older)
    with pytest.raises(Refused, match="newer_run"):
        actions.approve(by=cast.coordinator, proposal=older.proposals.get())


def _queries_to_offer(cast: Cast, people: int) -> int:
    for number in range(people):
        factory.waits(cast.program, f"Waits {people} {number}")
        factory.offers_places(cast.program, f"Offers {people} {number}")
    run = factory.ran(cast)
    with ExitStack() as stack:
        seen = [
            stack.enter_context(CaptureQueriesContext(connections[alias]))
            for alias in ("default", "keys")
        ]
        actions.approve_all(by=cast.coordinator, run=run)
    return sum(len(one) for one in seen)


def test_everybody_more_who_is_offered_somebody_takes_two_queries_more(cast: Cast) -> None:
    """Their open pages are woken, and their mail is queued."""
    two, four = _queries_to_offer(cast, 2), _queries_to_offer(cast, 4)
    assert four - two == 2 * 2
