"""Known and unknown take the same time: 1,000 interleaved pairs of each question."""

import time

import pytest

from tests import promises
from tests.cast import Cast
from tests.trust import asking, doors, watching
from tests.trust.asking import KNOWN, QUESTIONS, UNKNOWN, Question

PAIRS = 1_000
LOWEST, HIGHEST = 0.45, 0.55


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_the_time_of_an_answer_tells_nothing(cast: Cast, question: Question) -> None:
    asking.make_known(cast)
    times: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    for pair in range(PAIRS):
        for address in (KNOWN, UNKNOWN) if pair % 2 else (UNKNOWN, KNOWN):
            times[address].append(_taken(cast, question, address))
    found = watching.area(times[KNOWN], times[UNKNOWN])
    figure = f"{question.name}: area {found:.3f} over {PAIRS} pairs"
    promises.found("equal time", figure, is_kept=LOWEST <= found <= HIGHEST)


def _taken(cast: Cast, question: Question, address: str) -> float:
    with doors.undone():
        ask = question.prepared(cast, address)
        begun = time.perf_counter()
        ask()
        return time.perf_counter() - begun
