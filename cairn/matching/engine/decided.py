"""What people have already decided: pairs under way, pins, and what they leave to decide."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from cairn.matching.engine import feasible
from cairn.matching.engine.results import PinNotKept
from cairn.matching.engine.table import Table
from cairn.matching.engine.values import Mentee, Mentor, Pool, RefPair

NOT_IN_POOL = "not_in_pool"


@dataclass(frozen=True)
class Decided:
    """A pool with its decisions drawn off.

    `held` and `pinned` are what stands; `not_kept` are pins that could not; `table` is everybody
    else, with the places that are left.
    """

    held: tuple[RefPair, ...]
    pinned: tuple[tuple[Mentee, Mentor], ...]
    not_kept: tuple[PinNotKept, ...]
    table: Table


def draw_off(pool: Pool, terms: feasible.Terms) -> Decided:
    """Set aside who is held or pinned and take their places; the rest is to be decided.

    A pin is kept where every rule holds and a place is left, in the order of refs; held pairs take
    their places first and are not asked.
    """
    people = {mentee.ref: mentee for mentee in sorted(pool.mentees, key=lambda each: each.ref)}
    mentors = {mentor.ref: mentor for mentor in sorted(pool.mentors, key=lambda each: each.ref)}
    taken = Counter(mentor for _, mentor in pool.held)
    for mentee, _ in pool.held:
        people.pop(mentee, None)
    pinned, not_kept = [], []
    for mentee, mentor in sorted(pool.pins - pool.held):
        codes = _in_the_way(people.get(mentee), mentors.get(mentor), taken, terms)
        if codes:
            not_kept.append(PinNotKept(mentee, mentor, codes))
        else:
            pinned.append((people.pop(mentee), mentors[mentor]))
            taken[mentor] += 1
    table = _table(list(people.values()), list(mentors.values()), taken, terms)
    return Decided(tuple(sorted(pool.held)), tuple(pinned), tuple(not_kept), table)


def _in_the_way(
    mentee: Mentee | None, mentor: Mentor | None, taken: Counter[str], terms: feasible.Terms
) -> tuple[str, ...]:
    if mentee is None or mentor is None:
        return (NOT_IN_POOL,)
    codes = set(feasible.open_codes(mentee, mentor, terms))
    if mentor.free <= taken[mentor.ref]:
        codes.add(feasible.AWAY)
    return tuple(sorted(codes))


def _table(
    people: list[Mentee], mentors: list[Mentor], taken: Counter[str], terms: feasible.Terms
) -> Table:
    left = [max(0, mentor.free - taken[mentor.ref]) for mentor in mentors]
    return Table(tuple(people), tuple(mentors), np.array(left, np.int64), terms)
