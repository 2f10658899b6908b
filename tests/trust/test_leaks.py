"""Chance lets people do things; nobody sees what the reference model does not let them see."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from cairn.people.keys import store as keys
from tests import figures, promises
from tests.trust.leaks import acts, faults, fields, looking, machine, places, reference, world
from tests.trust.leaks.acts import Act
from tests.trust.leaks.looking import Eyes
from tests.trust.leaks.machine import Tally
from tests.trust.leaks.stage import Leak, Stage, chance_of, undone

pytestmark = pytest.mark.usefixtures("contexts")

EXAMPLES, STEPS, STARES = promises.many(2, 12), promises.many(2, 40), promises.many(1, 12)
STEPS_TO_FIND = 60
CLOSELY = 2
FOUND_IN_SHORT = ("stream",)
LONGEST_REFERENCE = 200


@dataclass(frozen=True)
class Theater:
    """Where the machine begins, and who looks."""

    stage: Stage
    eyes: Eyes
    unfilled: set[str]


@pytest.fixture
def theater(db: None) -> Iterator[Theater]:
    noted: set[str] = set()
    known: set[str] = set()
    with keys.keep_in_mind(), looking.listening() as ears:
        with fields.noting_forms(noted, known):
            stage = world.build(is_whole=promises.IS_LONG)
        eyes = Eyes(places.all_places(), ears)
        eyes.listen(stage)
        yield Theater(stage, eyes, (known | fields.of_forms()) - noted)


def test_nobody_sees_what_the_reference_does_not_let_them_see(theater):
    """And it lets them see no more than what is there; and each fault that is put in is found."""
    homes = sorted(set(theater.stage.reference.organization.values()))
    assert fields.of_models().keys() - fields.filled(homes) == fields.MADE_BY_THE_MACHINE
    assert theater.unfilled == fields.SECRETS_AND_SAMPLES
    tally = Tally()
    run(theater, tally)
    figure = f"{tally.steps} steps, {tally.looks} looks, 0 leaks"
    promises.found("leaks", figure, is_kept=tally.steps >= EXAMPLES)
    figures.tell("due and not seen", str(dict(tally.missed)))
    share = 100 * tally.seen / tally.due
    promises.found("seen", f"{share:.1f} % of {tally.due}", is_kept=share >= 95)
    names = faults.ALL if promises.IS_LONG else FOUND_IN_SHORT
    took = {name: steps_until_found(theater, name) for name in names}
    found = [name for name, steps in took.items() if steps]
    said = ", ".join(f"{name} in {steps}" for name, steps in took.items())
    promises.found(
        "faults", f"{len(found)} of {len(took)} ({said} steps)", is_kept=len(found) == len(took)
    )


def test_the_reference_is_short_and_knows_nothing_of_the_product():
    written = Path(reference.__file__).read_text()
    assert len(written.splitlines()) <= LONGEST_REFERENCE
    assert "cairn" not in written


def run(theater: Theater, tally: Tally) -> None:
    """Let the machine run, its examples drawn by chance and never kept."""
    made = machine.made(stage_before=theater.stage, eyes=theater.eyes, tally=tally, stares=STARES)
    how = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(made, settings=how)


def steps_until_found(theater: Theater, name: str) -> int:
    """Return after how many steps the machine finds a fault; 0 where it does not."""
    chance = chance_of(name)
    likelier = faults.LIKELIER.get(name, ())
    likely = chance.choices((*acts.ALL, *likelier * len(acts.ALL)), k=STEPS_TO_FIND)
    with faults.ALL[name](), undone():
        stage = theater.stage.again()
        for step, act in enumerate((*likelier, *likely), start=1):
            try:
                closely = CLOSELY if name.startswith("stale") else 0
                _step(theater.eyes, stage, chance, act, closely)
            except Leak:
                return step
            finally:
                theater.eyes.forget()
    return 0


def _step(eyes: Eyes, stage: Stage, chance: Random, act: Act, closely: int) -> None:
    """Let an act happen, and look around: closely as some who may see less than before."""
    watched = sorted(stage.sessions) if closely else []
    before = {person: stage.reference.allowed(person) for person in watched}
    act(stage, chance)
    lost = [person for person, words in before.items() if words - stage.reference.allowed(person)]
    for person in chance.sample(lost, min(len(lost), closely)):
        eyes.stare(stage, person)
    eyes.glance(stage, chance, people=3, pages=25)
