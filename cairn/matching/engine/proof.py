"""Is this result what it says? Checked from the pool, without the solver.

The prices prove it when none is below zero, no feasible pair is worth more than its two prices, and
all of them together are exactly what the pairs are worth: then no assignment is worth more. A place
costs the least it can, so that prices are unique. Whatever else a result tells follows from pool,
pairs and prices; it is told again and compared.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from cairn.matching.engine.decided import Decided, draw_off
from cairn.matching.engine.feasible import Terms
from cairn.matching.engine.market import NONE, Assignment, Block, Ints, Market, count_weight
from cairn.matching.engine.results import VERSION, Result
from cairn.matching.engine.telling import tell
from cairn.matching.engine.values import Pool, Settings


@dataclass(frozen=True)
class Check:
    """What a check found: true when nothing is wrong; else a code for each kind of fault.

    `version`, `settings`: made by another engine, or with other settings. `people`: somebody is
    missing, twice or unknown. `capacity`: more mentees than places. `infeasible`: a pair that may
    not be. `prices`: one missing or below zero. `count_weight`: not that of the
    pool. `not_best`: a pair left out is worth more than its prices. `gap`: pairs and prices do not
    add up. `not_least`: a price higher than it need be. `told`: something else is not what follows
    from pool, pairs and prices.
    """

    faults: tuple[str, ...]

    def __bool__(self) -> bool:
        return not self.faults


def verify(result: Result, pool: Pool, *, settings: Settings, words: bool = True) -> Check:
    """Whether the result is feasible, scored right, and the best there is for this pool.

    Without `words` only who goes with whom and the prices are checked, not what is said of it.
    """
    if result.version != VERSION:
        return Check(("version",))
    if result.settings != settings:
        return Check(("settings",))
    decided = draw_off(pool, Terms.of(pool, settings, result.on))
    found = _numbered(result, decided)
    if isinstance(found, Check):
        return found
    faults = _faults(decided.table, found)
    return Check(faults or (_untold(result, pool, decided, found) if words else ()))


def _numbered(result: Result, decided: Decided) -> Assignment | Check:
    """The result's pairs and prices by number, or what makes that impossible.

    With how many mentors each may be is left to be counted.
    """
    table = decided.table
    people = {mentee.ref: at for at, mentee in enumerate(table.people)}
    mentors = {mentor.ref: at for at, mentor in enumerate(table.mentors)}
    chosen = [(pair.mentee, pair.mentor) for pair in result.pairs if not pair.pinned]
    named = Counter([mentee for mentee, _ in chosen] + [each.mentee for each in result.unmatched])
    if named != Counter(list(people)) or not {mentor for _, mentor in chosen} <= set(mentors):
        return Check(("people",))
    prices = result.prices
    if set(prices.mentees) != set(people) or set(prices.mentors) != set(mentors):
        return Check(("prices",))
    mentor_of = np.full(len(people), NONE)
    for mentee, mentor in chosen:
        mentor_of[people[mentee]] = mentors[mentor]
    return Assignment(
        mentor_of,
        np.array([prices.mentees[ref] for ref in people], np.int64),
        np.array([prices.mentors[ref] for ref in mentors], np.int64),
        prices.count_weight,
        np.zeros(len(people), np.int64),
    )


def _faults(market: Market, found: Assignment) -> tuple[str, ...]:
    """What is wrong with an assignment and its prices, in one pass over every pair."""
    seen = _Seen(market, found)
    for block in market.blocks():
        seen.read(block)
    return seen.faults()


class _Seen:
    """What one pass over every pair finds out about an assignment."""

    def __init__(self, market: Market, found: Assignment) -> None:
        self.market = market
        self.found = found
        self.worth_of = np.zeros(market.mentees, np.int64)
        self.underpriced = 0
        self.tight: list[tuple[Ints, Ints]] = []

    def read(self, block: Block) -> None:
        """Note the pairs that are, those underpriced, and those exactly worth their prices."""
        may_be = block.scores != NONE
        prices = self.found.mentee_prices[block.rows][:, None]
        slack = prices + (self.found.mentor_prices[block.columns] - self.found.weight)
        slack -= block.scores
        self.found.fitting[block.rows] += np.count_nonzero(may_be, axis=1)
        self.underpriced += int((may_be & (slack < 0)).sum())
        row, column = np.nonzero(may_be & (slack == 0))
        self.tight.append((block.rows[row], block.columns[column]))
        is_pair = may_be & (self.found.mentor_of[block.rows][:, None] == block.columns)
        row, column = np.nonzero(is_pair)
        self.worth_of[block.rows[row]] = block.scores[row, column] + self.found.weight

    def faults(self) -> tuple[str, ...]:
        """The code of everything that is wrong."""
        found, places = self.found, self.market.places
        matched = found.mentor_of != NONE
        taken = np.bincount(found.mentor_of[matched], minlength=len(places))
        prices = int(found.mentee_prices.sum()) + int((found.mentor_prices * places).sum())
        wrong = {
            "capacity": bool((taken > places).any()),
            "infeasible": bool((self.worth_of[matched] == 0).any()),
            "count_weight": found.weight != count_weight(self.market),
            "prices": bool((found.mentee_prices < 0).any() or (found.mentor_prices < 0).any()),
            "not_best": self.underpriced > 0,
            "gap": prices != int(self.worth_of.sum()),
            "not_least": not self._prices_are_least(),
        }
        return tuple(code for code, is_so in wrong.items() if is_so)

    def _prices_are_least(self) -> bool:
        """Whether somebody is kept out by each price: every one could be lower otherwise.

        Somebody unmatched, or whose own place is already known to cost no more than it must,
        would take a place of this mentor for any price below.
        """
        mentees = np.concatenate([each[0] for each in self.tight] or [np.empty(0, np.int64)])
        mentors = np.concatenate([each[1] for each in self.tight] or [np.empty(0, np.int64)])
        away = self.found.mentor_of[mentees] != mentors
        mentees, mentors = mentees[away], mentors[away]
        held_up = np.append(self.found.mentor_prices == 0, True)
        while not held_up.all():
            reached = mentors[held_up[self.found.mentor_of[mentees]]]
            if held_up[reached].all():
                return False
            held_up[reached] = True
        return True


def _untold(result: Result, pool: Pool, decided: Decided, found: Assignment) -> tuple[str, ...]:
    """Whether everything else follows: told again, runners-up included where there are any."""
    named = [len(pair.runners_up) for pair in result.pairs]
    named += [len(person.runners_up) for person in result.unmatched]
    alternatives = max(named, default=0)
    again = tell(pool, decided, found, alternatives=alternatives, passes=result.passes)
    return () if again == result else ("told",)
