"""What people have decided stands: pins, forbids, and pairs already under way."""

from __future__ import annotations

from hypothesis import given, settings

from cairn.matching.engine import Settings, match, scores, verify
from cairn.matching.engine.results import PinNotKept
from tests import promises
from tests.unit.matching.people import ON, any_mentee, mentee, mentor, pool, pools


def run(people):
    result = match(people, settings=Settings(), on=ON)
    assert verify(result, people, settings=Settings())
    return result


def couples(result):
    return [(pair.mentee, pair.mentor) for pair in result.pairs]


def two_and_two(**decided):
    """E1 and R1 are alike, E2 and R2 are alike."""
    return pool(
        [mentee("E1", life=("parent",)), mentee("E2", life=("student",))],
        [mentor("R1", life=("parent",)), mentor("R2", life=("student",))],
        **decided,
    )


def pairs(*couple):
    return frozenset(couple)


def test_with_nothing_decided_the_best_pairs_are_found():
    assert couples(run(two_and_two())) == [("E1", "R1"), ("E2", "R2")]


def test_a_pin_is_kept_and_the_rest_arranged_around_it():
    result = run(two_and_two(pins=pairs(("E1", "R2"))))
    assert [(pair.mentee, pair.mentor, pair.pinned) for pair in result.pairs] == [
        ("E1", "R2", True),
        ("E2", "R1", False),
    ]
    assert result.gap == 0


def test_a_forbidden_pair_is_not_made():
    assert couples(run(two_and_two(forbids=pairs(("E1", "R1"))))) == [("E1", "R2"), ("E2", "R1")]


def test_a_pair_under_way_is_left_as_it_is_and_keeps_its_place():
    result = run(two_and_two(held=pairs(("E2", "R1"))))
    assert couples(result) == [("E1", "R2")]
    assert result.held == (("E2", "R1"),)


def test_more_may_be_shown_a_place_than_there_are_places():
    result = run(two_and_two(held=pairs(("E8", "R1"), ("E9", "R1"))))
    assert couples(result) == [("E2", "R2")]


def test_a_pin_no_rule_allows_is_not_kept_and_says_why_as_far_as_it_may():
    people = pool(
        [
            mentee("E1", never=frozenset({"R1"}), languages=("so", "en")),
            mentee("E2", languages=("es",)),
        ],
        [mentor("R1"), mentor("R2", languages=("en",), capacity=0)],
        pins=pairs(("E1", "R1"), ("E2", "R1"), ("E1", "R2"), ("E7", "R1")),
    )
    assert run(people).pins_not_kept == (
        PinNotKept("E1", "R1", ("not_available",)),
        PinNotKept("E1", "R2", ("not_available",)),
        PinNotKept("E2", "R1", ("language",)),
        PinNotKept("E7", "R1", ("not_in_pool",)),
    )


def test_only_so_many_pins_are_kept_as_there_are_places():
    people = pool(
        [mentee("E1"), mentee("E2")], [mentor("R1")], pins=pairs(("E1", "R1"), ("E2", "R1"))
    )
    result = run(people)
    assert couples(result) == [("E1", "R1")]
    assert result.pins_not_kept == (PinNotKept("E2", "R1", ("not_available",)),)


@settings(max_examples=promises.many(20, 200), deadline=None)
@given(pools(), any_mentee("E9"))
def test_one_arrival_changes_nobody_who_has_been_told(people, newcomer):
    before = run(people)
    told = frozenset(couples(before)) | people.held
    later = pool((*people.mentees, newcomer), people.mentors, held=told, excluded=people.excluded)
    after = run(later)
    assert set(after.held) == told
    assert not {who for who, _ in told} & {pair.mentee for pair in after.pairs}


def test_the_scores_of_a_run_can_be_had_as_plain_arrays():
    found = scores(two_and_two(forbids=pairs(("E1", "R1"))), settings=Settings(), on=ON)
    assert found.mentee.tolist() == [0, 1, 1]
    assert found.mentor.tolist() == [1, 0, 1]
    assert found.score.tolist() == [3738, 3738, 6280]
    assert found.capacity.tolist() == [1, 1]
    assert (found.mentee_ref.tolist(), found.mentor_ref.tolist()) == (["E1", "E2"], ["R1", "R2"])
