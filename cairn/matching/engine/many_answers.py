"""What `fit.py` counts for two people, for many at once: all traits but time and place.

Such a trait is a sum over columns. What each entry is worth to the mentee, times whether the mentor
has it: so the counted traits of many pairs are one product of two matrices. All of it are whole
numbers, small enough for every partial sum to be exact, in whatever order it is added up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from cairn.matching.engine import fit
from cairn.matching.engine.groups import distinct
from cairn.matching.engine.market import Ints
from cairn.matching.engine.ragged import entries, firsts_of
from cairn.matching.engine.values import Mentee, Mentor, Someone, Weights

Floats = npt.NDArray[np.floating[Any]]
Flags = npt.NDArray[np.bool_]
Words = tuple[str, ...]
Counts = Mapping[str, Ints]


_LISTED: dict[str, tuple[str, str]] = {
    "pathway": ("pathways", "pathways"),
    "life": ("life", "life"),
    "likes": ("interests", "interests"),
    "dislikes": ("dislikes", "dislikes"),
    "substances": ("substances", "substances"),
    "career": ("career_field", "occupation_field"),
}
"""Traits that are the share of the mentee's entries the mentor has, and what each calls theirs."""

_ANSWERED: dict[str, tuple[Words, Words]] = {
    "spirituality": (("spirituality",), ("spirituality",)),
    "age": (("birth_year",), ("birth_year",)),
    "gender": (("gender", "wants_gender"), ("gender",)),
}
"""Traits that depend on these answers alone."""


@dataclass(frozen=True)
class Trait:
    """A trait in both matrices, as if it counted 1.

    The mentees' side is sparse, a row for each answer: `lengths` of them, their `columns`, and what
    each is worth. `given` is the answer of each mentee, `base` what it is worth with every mentor.
    The mentors' side, `has`, is (columns, mentors) of 0 and 1.
    """

    given: Ints
    lengths: Ints
    columns: Ints
    worths: Ints
    base: Ints
    has: Flags


class ManyAnswers:
    """The two matrices for a table of people."""

    def __init__(self, people: Sequence[Mentee], mentors: Sequence[Mentor], counts: Counts) -> None:
        traits = {name: _listed(name, people, mentors) for name in _LISTED}
        traits |= {name: _answered(name, people, mentors, counts[name]) for name in _ANSWERED}
        self.kind = np.float32 if _exact_in_single(counts) else np.float64
        self.mentors: Floats = np.concatenate(
            [each.has for each in traits.values()], dtype=self.kind
        )
        self.counts = np.column_stack([counts[name] for name in traits])
        self.base = (np.column_stack([each.base for each in traits.values()]) * self.counts).sum(1)
        self._join(list(traits.values()))

    def mentees(self, which: Ints) -> Floats:
        """What each column is worth to some mentees, in their order."""
        answers, counts = self.given[which].ravel(), self.counts[which]
        answer, at = entries(self.firsts[answers], self.lengths[answers])
        full = np.zeros((len(which), len(self.mentors)), self.kind)
        rows = answer // counts.shape[1]
        full[rows, self.columns[at]] = self.worths[at] * counts.ravel()[answer]
        return full

    def _join(self, traits: Sequence[Trait]) -> None:
        """Number the answers and the columns of all traits through; the last answer is none."""
        answers = firsts_of(np.array([len(each.lengths) for each in traits]))
        columns = firsts_of(np.array([len(each.has) for each in traits]))
        self.lengths = np.concatenate([*(each.lengths for each in traits), [0]])
        self.firsts = firsts_of(self.lengths)
        self.columns = np.concatenate(
            [each.columns + offset for each, offset in zip(traits, columns, strict=True)]
        )
        self.worths = np.concatenate([each.worths for each in traits])
        given = np.column_stack([each.given for each in traits]) + answers
        self.given = np.where(self.counts == 0, len(self.lengths) - 1, given)


def counts_of(people: Sequence[Mentee], weights: Weights) -> dict[str, Ints]:
    """How much each trait counts for each mentee, in 18ths of a weight."""
    asked = [(mentee.top_three, not mentee.career_field) for mentee in people]
    like = dict(zip(asked, people, strict=True))
    kinds, kind_at = distinct(asked)
    counted = [fit.trait_counts(like[kind], weights) for kind in kinds]
    return {
        trait: np.array([counts.get(trait, 0) for counts in counted], np.int64)[kind_at]
        for trait in fit.TRAITS
    }


def _exact_in_single(counts: Counts) -> bool:
    everything = sum(counts.values(), np.zeros(1, np.int64)).max(initial=0) * fit.ONE
    return bool(everything < 2**24)


def _listed(name: str, people: Sequence[Mentee], mentors: Sequence[Mentor]) -> Trait:
    """The share of the mentee's entries the mentor has; the last column, that none is known."""
    my_name, their_name = _LISTED[name]
    mine, given = _lists(my_name, people)
    theirs, their_given = _lists(their_name, mentors)
    known = set(chain.from_iterable(mine)) & set(chain.from_iterable(theirs))
    vocabulary = {word: at for at, word in enumerate(sorted(known))}
    has = np.zeros((len(vocabulary) + 1, len(theirs)), bool)
    rows, columns, lengths = _entries(theirs, vocabulary)
    has[columns, rows] = True
    has[-1] = lengths == 0
    rows, columns, lengths = _entries(mine, vocabulary)
    told = np.flatnonzero(lengths)
    all_rows = np.append(rows, told)
    order = np.argsort(all_rows, kind="stable")
    return Trait(
        given,
        np.bincount(all_rows, minlength=len(mine)),
        np.append(columns, np.full(len(told), len(vocabulary)))[order],
        np.append(fit.ONE // lengths[rows], np.full(len(told), fit.HALF))[order],
        np.where(lengths == 0, fit.HALF, 0)[given],
        has[:, their_given],
    )


def _lists(name: str, people: Sequence[Someone]) -> tuple[list[Words], Ints]:
    """The entries of every answer given, each entry once, and which of them is whose."""
    answers, given = distinct(list(map(attrgetter(name), people)))
    return [_words(answer) for answer in answers], given


def _words(answer: Words | str) -> Words:
    if isinstance(answer, str):
        return (answer,) if answer else ()
    return tuple(dict.fromkeys(answer))


def _entries(lists: Sequence[Words], vocabulary: Mapping[str, int]) -> tuple[Ints, Ints, Ints]:
    """Row and column of every entry of the vocabulary, and the full length of every list."""
    lengths = np.array([len(words) for words in lists], np.int64)
    columns = np.array([vocabulary.get(word, -1) for word in chain.from_iterable(lists)], np.int64)
    rows = np.repeat(np.arange(len(lists)), lengths)
    return rows[columns >= 0], columns[columns >= 0], lengths


def _answered(
    name: str, people: Sequence[Mentee], mentors: Sequence[Mentor], counts: Ints
) -> Trait:
    """A trait of one answer each, worked out once for every two answers that count for somebody."""
    of_mentee, of_mentor = (attrgetter(*names) for names in _ANSWERED[name])
    asked = np.flatnonzero(counts)
    asking = [people[at] for at in asked.tolist()]
    like_mine = {of_mentee(mentee): mentee for mentee in asking}
    like_theirs = {of_mentor(mentor): mentor for mentor in mentors}
    mine, asked_given = distinct(list(map(of_mentee, asking)))
    theirs, their_given = distinct(list(map(of_mentor, mentors)))
    value = fit.TRAITS[name]
    values = [[value(like_mine[my], like_theirs[their], 0) for their in theirs] for my in mine]
    table = np.array(values, np.int64).reshape(len(mine), len(theirs))
    row, column = np.nonzero(table)
    given = np.zeros(len(people), np.int64)
    given[asked] = asked_given
    return Trait(
        given,
        np.bincount(row, minlength=len(mine)),
        column,
        table[row, column],
        np.zeros(len(people), np.int64),
        their_given == np.arange(len(theirs))[:, None],
    )
