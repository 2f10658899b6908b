"""One run over a pool, from people to a result that can be checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from cairn.matching.engine.arcs import NO_ARCS, Arcs
from cairn.matching.engine.decided import draw_off
from cairn.matching.engine.feasible import Terms
from cairn.matching.engine.market import NONE
from cairn.matching.engine.obstacles import causes_for
from cairn.matching.engine.results import Cause, Result
from cairn.matching.engine.solve import Progress, solve
from cairn.matching.engine.telling import tell
from cairn.matching.engine.values import Pool, Settings


def match(
    pool: Pool,
    *,
    settings: Settings,
    on: date,
    alternatives: int = 2,
    progress: Progress | None = None,
) -> Result:
    """Match as many people as can be; among all ways to do so, with the largest sum.

    Args:
        pool: everybody, and what people have decided about pairs. Order never matters.
        settings: the program's.
        on: the day that waiting, recovery and the two weeks are counted for.
        alternatives: how many runners-up to work out for everybody not pinned; 0 for none.
        progress: told what is being done, how much is done, how much there is.

    Raises:
        Unusable: a person or a setting the engine cannot work with.
    """
    decided = draw_off(pool, Terms.of(pool, settings, on))
    solution = solve(decided.table, progress=progress)
    return tell(
        pool, decided, solution.assignment, alternatives=alternatives, passes=solution.passes
    )


def stands_in_the_way(pool: Pool, *, settings: Settings, on: date) -> dict[str, tuple[Cause, ...]]:
    """By mentee ref, what is in the way of anybody fitting them; nothing where somebody fits.

    Only what may be said: a mentor under a private rule counts as one who is full or away.
    """
    everybody = causes_for(pool.mentees, pool.mentors, Terms.of(pool, settings, on))
    refs = (mentee.ref for mentee in pool.mentees)
    return dict(zip(refs, everybody, strict=True))


@dataclass(frozen=True)
class Scores:
    """Every feasible pair, for anybody to check the best with a solver of their own.

    `mentee`, `mentor` and `score` have one entry a pair, sorted by mentee, then mentor: numbers,
    and the integer of the second aim. `capacity` is each mentor's free places. `mentee_ref` and
    `mentor_ref` say who each number is.
    """

    mentee: npt.NDArray[np.int32]
    mentor: npt.NDArray[np.int32]
    score: npt.NDArray[np.int32]
    capacity: npt.NDArray[np.int64]
    mentee_ref: npt.NDArray[np.str_]
    mentor_ref: npt.NDArray[np.str_]


def scores(pool: Pool, *, settings: Settings, on: date) -> Scores:
    """The scores a run over this pool weighs, all of them; held and pinned people left out."""
    table = draw_off(pool, Terms.of(pool, settings, on)).table
    found = (Arcs.of(*block.pairs(block.scores != NONE)) for block in table.blocks())
    arcs = Arcs.all_of([NO_ARCS, *found])
    arcs = arcs.some(np.lexsort((arcs.mentor, arcs.mentee)))
    return Scores(
        arcs.mentee,
        arcs.mentor,
        arcs.score,
        table.places,
        np.array([mentee.ref for mentee in table.people], np.str_),
        np.array([mentor.ref for mentor in table.mentors], np.str_),
    )
