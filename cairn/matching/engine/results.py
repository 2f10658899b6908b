"""What comes out of a run: who with whom, why, why not otherwise, and the proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cairn.matching.engine.fit import Part
from cairn.matching.engine.values import RefPair, Settings

VERSION = "1"
"""Of the engine: rises whenever equal inputs may give other results."""

Params = Mapping[str, int | str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Reason:
    """Something two people share, or one thing in which they differ; words are made elsewhere.

    Attributes:
        code: what it is; `reasons.py` lists them all.
        trait: the trait of the fit it speaks of.
        params: what the sentence needs: codes as the people gave them, years, minutes, kilometers.
        wished: whether the mentee named it among the three that matter most.
    """

    code: str
    trait: str
    params: Params = field(default_factory=dict)
    wished: bool = False


@dataclass(frozen=True, slots=True)
class Cost:
    """What an arrangement costs everybody together: people unmatched, then points of the sum.

    Points may be below zero where a person is lost: the others may do better without.
    """

    people: int
    points: int


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """Another mentor for a mentee, and what choosing them would cost the whole."""

    mentor: str
    score: int
    fit: int
    cost: Cost
    reasons: tuple[Reason, ...]
    difference: Reason | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A proposed pair.

    Attributes:
        score: its integer in the second aim; fit, waiting credit, lighter caseload.
        fit: 0 to 10,000 hundredths.
        parts: what the fit is made of.
        reasons: the parts that mattered most, first the most.
        difference: one honest difference, if the answers show one.
        cost_to_others: what the others would gain, all together, were this mentee not in the pool.
        only_for_count: the match raises the number matched but lowers the sum.
        pinned: a coordinator's wish, not the run's choice.
        runners_up: the other mentors that cost the whole least.
    """

    mentee: str
    mentor: str
    score: int
    fit: int
    parts: tuple[Part, ...]
    reasons: tuple[Reason, ...]
    difference: Reason | None
    cost_to_others: Cost
    only_for_count: bool
    pinned: bool
    runners_up: tuple[RunnerUp, ...] = ()


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing in the way of someone unmatched.

    Attributes:
        code: an open rule of `feasible.py`, `not_available`, or `places_taken`.
        mentors: how many mentors would do but for this alone; for `places_taken`, how many fit.
        nobody: no mentor at all meets this rule.
        nearest: the best of those who would do but for this: minutes a week, whole kilometers, or
            hundredths of fit.
    """

    code: str
    mentors: int
    nobody: bool
    nearest: int | None = None


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Someone who goes on waiting, and why, as far as it may be said."""

    mentee: str
    causes: tuple[Cause, ...]
    runners_up: tuple[RunnerUp, ...] = ()


@dataclass(frozen=True, slots=True)
class PinNotKept:
    """A coordinator's wish the run could not follow; `codes` are open reasons only."""

    mentee: str
    mentor: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prices:
    """The proof: nobody's pair is worth more than the two prices; all prices add up to the sum.

    A worth is a pair's score and `count_weight`. Prices are of mentees, and of one place of each
    mentor; they are the least a place can cost, so they are unique.
    """

    count_weight: int
    mentees: Mapping[str, int]
    mentors: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Result:
    """A run.

    Attributes:
        on: the day it was made for.
        settings: what it was made with.
        version: of the engine.
        mentees, mentors: people in the pool, those held included.
        feasible_pairs: how many pairs may be, apart from those pinned or held.
        pairs: in the order of the mentees' refs, pins included.
        unmatched: likewise.
        held: pairs with people already, left as they are.
        pins_not_kept: likewise, with reasons.
        total: sum of the pairs' scores.
        bound: no assignment of as many people has a larger sum.
        prices: why.
        passes: how often every pair was gone over, on average.
    """

    on: date
    settings: Settings
    version: str
    mentees: int
    mentors: int
    feasible_pairs: int
    pairs: tuple[Pair, ...]
    unmatched: tuple[Unmatched, ...]
    held: tuple[RefPair, ...]
    pins_not_kept: tuple[PinNotKept, ...]
    total: int
    bound: int
    prices: Prices
    passes: float

    @property
    def matched(self) -> int:
        """How many people have a mentor proposed."""
        return len(self.pairs)

    @property
    def gap(self) -> int:
        """What the sum might be short of the best; 0: proven."""
        return self.bound - self.total
