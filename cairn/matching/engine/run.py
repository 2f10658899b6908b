"""One run over a pool, from people to a result that can be checked."""

from __future__ import annotations

from datetime import date

from cairn.matching.engine.decided import draw_off
from cairn.matching.engine.feasible import Terms
from cairn.matching.engine.results import Result
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
