"""Pairs that a rule of their own keeps apart, few as they are: by number, sorted by mentee."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from cairn.matching.engine.feasible import Terms
from cairn.matching.engine.market import Ints
from cairn.matching.engine.ragged import firsts_of
from cairn.matching.engine.values import Mentee, Mentor, RefPair


def private_pairs(
    people: Sequence[Mentee], mentors: Sequence[Mentor], terms: Terms
) -> tuple[Ints, Ints, Ints]:
    """The mentors that a private rule, or being one person, keeps apart from each mentee.

    Where those of each mentee begin, how many they are, and all of them.
    """
    of_mentee = {mentee.ref: at for at, mentee in enumerate(people)}
    of_mentor = {mentor.ref: at for at, mentor in enumerate(mentors)}
    numbers = sorted(
        {
            (of_mentee[mentee], of_mentor[mentor])
            for mentee, mentor in _ref_pairs(people, mentors, terms)
            if mentee in of_mentee and mentor in of_mentor
        }
    )
    rows, columns = np.array(numbers, np.int64).reshape(-1, 2).T
    lengths = np.bincount(rows, minlength=len(people))
    return firsts_of(lengths), lengths, columns


def _ref_pairs(
    people: Sequence[Mentee], mentors: Sequence[Mentor], terms: Terms
) -> Iterator[RefPair]:
    yield from terms.forbids
    for one, other in terms.excluded:
        yield from ((one, other), (other, one))
    yield from ((mentor.ref, mentor.ref) for mentor in mentors)
    yield from ((mentee.ref, mentor) for mentee in people for mentor in mentee.never)
    yield from ((mentee, mentor.ref) for mentor in mentors for mentee in mentor.never)
    yield from _of_one_household(people, mentors)


def _of_one_household(people: Sequence[Mentee], mentors: Sequence[Mentor]) -> Iterator[RefPair]:
    living = defaultdict(list)
    for mentor in mentors:
        if mentor.household:
            living[mentor.household].append(mentor.ref)
    for mentee in people:
        yield from ((mentee.ref, mentor) for mentor in living.get(mentee.household, ()))
