"""Matchers with Cairn's own scoring, all but two from people: `python ours.py NAME E M`.

`cairn` ends with a proven assignment; `solving` does so with all scores in hand, which is where
other packages begin. `told` is a whole run: reasons, causes, two runners-up for everybody.
`scoring` goes over all pairs once. `check` checks an assignment and its prices. `arrival` and
`departure` prove a run anew when one mentee comes or goes, medians of twenty. `scipy` is SciPy's
assignment over a full matrix, `flow` one OR-tools flow over every feasible pair; `flowing` is that
with all scores in hand. `scores` writes all feasible pairs down, for peers that begin with those.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import numpy as np  # noqa: E402
from people import ON, made_up  # noqa: E402

from cairn.matching.engine import Pool, Settings, fit, match, scores, verify  # noqa: E402
from cairn.matching.engine.arcs import Arcs  # noqa: E402
from cairn.matching.engine.decided import draw_off  # noqa: E402
from cairn.matching.engine.feasible import Terms  # noqa: E402
from cairn.matching.engine.flow import assign  # noqa: E402
from cairn.matching.engine.market import Block, Ints, count_weight  # noqa: E402
from cairn.matching.engine.run import Scores  # noqa: E402
from cairn.matching.engine.solve import solve  # noqa: E402
from cairn.matching.engine.standing import Standing  # noqa: E402
from cairn.matching.engine.table import Table  # noqa: E402

SETTINGS = Settings()
SOME = 20
Couples = list[tuple[str, str]]
Timed = tuple[float, Couples]


class Scored:
    """A market all of whose scores are worked out."""

    def __init__(self, table: Table) -> None:
        self.mentees, self.places, self.most = table.mentees, table.places, table.most
        self._blocks = list(table.blocks())

    def blocks(self, which: Ints | None = None) -> Iterator[Block]:
        """Every pair of these mentees, or of all."""
        if which is None:
            yield from self._blocks
            return
        wanted = np.zeros(self.mentees, bool)
        wanted[which] = True
        for block in self._blocks:
            here = wanted[block.rows]
            yield Block(block.rows[here], block.columns, block.scores[here])


def main() -> None:
    """Measure one contender once and print what came out as JSON."""
    name, mentees, mentors = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    if name != "scores":
        CONTENDERS[name](made_up(200, 60, seed=2))
    people = made_up(mentees, mentors)
    seconds, couples = CONTENDERS[name](people)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "mb": peak, **_figures(people, couples)}))


def cairn(people: Pool) -> Timed:
    """From people to an assignment with its proof."""
    start = time.perf_counter()
    table = _table(people)
    found = solve(table).assignment
    return time.perf_counter() - start, _named(table, found.mentor_of)


def solving(people: Pool) -> Timed:
    """From feasible pairs and their scores to an assignment with its proof."""
    table = _table(people)
    market = Scored(table)
    start = time.perf_counter()
    found = solve(market).assignment
    return time.perf_counter() - start, _named(table, found.mentor_of)


def told(people: Pool) -> Timed:
    """A whole run, with everything there is to say."""
    start = time.perf_counter()
    result = match(people, settings=SETTINGS, on=ON)
    return time.perf_counter() - start, [(pair.mentee, pair.mentor) for pair in result.pairs]


def scoring(people: Pool) -> Timed:
    """One pass over all pairs."""
    start = time.perf_counter()
    for _ in _table(people).blocks():
        pass
    return time.perf_counter() - start, []


def check(people: Pool) -> Timed:
    """Check an assignment and its prices over all pairs, without what is said of them."""
    result = match(people, settings=SETTINGS, on=ON, alternatives=0)
    start = time.perf_counter()
    found = verify(result, people, settings=SETTINGS, words=False)
    seconds = time.perf_counter() - start
    return seconds, [(pair.mentee, pair.mentor) for pair in result.pairs if found]


def arrival(people: Pool) -> Timed:
    """One more mentee, in a run that stands."""
    stands = Standing(_table(replace(people, mentees=people.mentees[:-SOME])))
    each = [_timed(stands.arrive, mentee) for mentee in people.mentees[-SOME:]]
    return statistics.median(each), list(stands.pairs().items())


def departure(people: Pool) -> Timed:
    """One mentee less, in a run that stands; they come again, so that the end is the same."""
    stands = Standing(_table(people))
    some = people.mentees[:: max(1, len(people.mentees) // SOME)][:SOME]
    each = [_timed(stands.depart, mentee.ref) for mentee in some]
    for mentee in some:
        stands.arrive(mentee)
    return statistics.median(each), list(stands.pairs().items())


def _timed(act: Callable[[Any], None], what: object) -> float:
    start = time.perf_counter()
    act(what)
    return time.perf_counter() - start


def scipy(people: Pool) -> Timed:
    """Every place a column of its own, a pair that may not be worth nothing."""
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - only here

    start = time.perf_counter()
    table = _table(people)
    worth = np.zeros((table.mentees, len(table.mentors)))
    for block in table.blocks():
        worth[np.ix_(block.rows, block.columns)] = block.scores + 1
    worth += count_weight(table) * (worth > 0)
    seats = np.repeat(np.arange(len(table.mentors)), table.places)
    rows, columns = linear_sum_assignment(worth[:, seats], maximize=True)
    mentor_of = np.full(table.mentees, -1)
    made = worth[rows, seats[columns]] > 0
    mentor_of[rows[made]] = seats[columns[made]]
    return time.perf_counter() - start, _named(table, mentor_of)


def flow(people: Pool) -> Timed:
    """One flow over every feasible pair."""
    start = time.perf_counter()
    found = scores(people, settings=SETTINGS, on=ON)
    mentor_of = _flowed(found)
    return time.perf_counter() - start, _couples(found, mentor_of)


def flowing(people: Pool) -> Timed:
    """The same, with all scores in hand."""
    found = scores(people, settings=SETTINGS, on=ON)
    start = time.perf_counter()
    mentor_of = _flowed(found)
    return time.perf_counter() - start, _couples(found, mentor_of)


def _flowed(found: Scores) -> Ints:
    arcs = Arcs(found.mentee, found.mentor, found.score)
    return assign(arcs, len(found.mentee_ref), found.capacity)[0]


def _couples(found: Scores, mentor_of: Ints) -> Couples:
    return [
        (str(found.mentee_ref[at]), str(found.mentor_ref[to]))
        for at, to in enumerate(mentor_of)
        if to >= 0
    ]


def write_scores(people: Pool) -> Timed:
    """All feasible pairs, as JSON into the file named last."""
    found = scores(people, settings=SETTINGS, on=ON)
    table = _table(people)
    credit = np.array([fit.waiting_credit(each, SETTINGS, ON) for each in table.people])
    light = np.array([fit.lightness(each) for each in table.mentors])
    given = {
        "mentees": table.mentees,
        "places": found.capacity.tolist(),
        "pairs": [each.tolist() for each in (found.mentee, found.mentor, found.score)],
        "fits": (found.score - credit[found.mentee] - light[found.mentor]).tolist(),
    }
    Path(sys.argv[4]).write_text(json.dumps(given))
    return 0, []


def _table(people: Pool) -> Table:
    return draw_off(people, Terms.of(people, SETTINGS, ON)).table


def _named(table: Table, mentor_of: np.ndarray) -> Couples:
    return [
        (table.people[at].ref, table.mentors[to].ref) for at, to in enumerate(mentor_of) if to >= 0
    ]


def _figures(people: Pool, couples: Couples) -> dict[str, Any]:
    mentees = {each.ref: each for each in people.mentees}
    mentors = {each.ref: each for each in people.mentors}
    pairs = [(mentees[who], mentors[whom]) for who, whom in couples]
    fits = [fit.fit_of(*pair, settings=SETTINGS, on=ON) for pair in pairs]
    total = sum(fit.score(*pair, settings=SETTINGS, on=ON) for pair in pairs)
    return {"matched": len(pairs), "sum": total, "worst": min(fits, default=0)}


CONTENDERS: dict[str, Callable[[Pool], Timed]] = {
    "cairn": cairn,
    "solving": solving,
    "told": told,
    "scoring": scoring,
    "check": check,
    "arrival": arrival,
    "departure": departure,
    "scipy": scipy,
    "flow": flow,
    "flowing": flowing,
    "scores": write_scores,
}


if __name__ == "__main__":
    main()
