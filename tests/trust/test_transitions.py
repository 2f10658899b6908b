"""Chance lets anybody try anything of a mentorship; the database is never in a forbidden state."""

from collections.abc import Iterator

import pytest

from cairn.people.keys import store as keys
from tests import figures, promises
from tests.architecture import routes
from tests.trust.leaks.stage import chance_of, undone
from tests.trust.transitions import bent, forbidden, machine
from tests.trust.transitions.acting import ALL
from tests.trust.transitions.bent import Bite
from tests.trust.transitions.machine import Tally
from tests.trust.transitions.scene import build

STORIES, STEPS = promises.many(2, 30), promises.many(40, 120)
MOST_STORIES = promises.many(STORIES, 120)
OFTEN_ENOUGH = promises.many(0, 3)
FOUND_IN_SHORT = ("who signs", "who ended it")
SEEN_BY_THE_MACHINE = {
    *("broke", "changed after it stood", "decided by the clock alone", "done and not on record"),
    *("refused without a sentence", "written and refused"),
}


@pytest.fixture(autouse=True)
def _ready(db: None) -> Iterator[None]:
    """Load every page first: what is loaded while a guard is gone would never get it back."""
    routes.all_routes()
    with keys.keep_in_mind():
        yield


def test_no_sequence_of_acts_reaches_a_forbidden_state():
    """And nothing is proved of an act that nobody took: at full length each was, and was refused."""
    tally, story = Tally(), 0
    with undone():
        scene = build()
        while story < STORIES or (_seldom(tally) and story < MOST_STORIES):
            machine.tell(scene, tally, story, STEPS)
            story += 1
    taken, refused = tally.taken.total(), tally.refused.total()
    figures.tell(
        "acts of a mentorship", f"{taken} taken, {refused} refused, {len(tally.codes)} ways"
    )
    figure = f"{tally.steps} steps of {len(ALL)} acts, {len(_seldom(tally))} seldom, 0 forbidden"
    promises.found("transitions", figure, is_kept=not _seldom(tally) and taken > STORIES)


def test_without_its_guard_each_forbidden_state_is_found():
    names = list(bent.ALL) if promises.IS_LONG else FOUND_IN_SHORT
    took = {name: _steps_until_found(name, bent.ALL[name]) for name in names}
    found = [name for name, steps in took.items() if steps]
    said = ", ".join(f"{name} in {steps}" for name, steps in took.items())
    figure = f"{len(found)} of {len(took)} ({said} steps)"
    promises.found("guards", figure, is_kept=len(found) == len(took))


def test_every_forbidden_state_has_a_guard_to_take_away():
    looked_for = forbidden.STATES.keys() | forbidden.ONCE_PARTED.keys() | SEEN_BY_THE_MACHINE
    assert {bite.state for bite in bent.ALL.values()} == looked_for


def _steps_until_found(name: str, bite: Bite) -> int:
    with bite.fault(), undone():
        return machine.steps_until(bite.state, build(), chance_of(name), bite.likelier)


def _seldom(tally: Tally) -> list[str]:
    """Return the acts that were hardly taken, or never refused."""
    fewest = min(OFTEN_ENOUGH, 1)
    rows = ((name, tally.taken[name], tally.refused[name]) for name in ALL)
    return [name for name, taken, refused in rows if taken < OFTEN_ENOUGH or refused < fewest]
