"""What `fit.py` counts for two people, for many at once: all traits but time and place.

Such a trait is a sum over columns. What each entry is worth to the mentee, times whether the mentor
has it: so the counted traits of many pairs are one product of two matrices. All of it are whole
numbers, small enough for every partial sum to be exact, in whatever order it is added up.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from cairn.matching.engine import fit
from cairn.matching.engine.groups import distinct
from cairn.matching.engine.market import Ints
from cairn.matching.engine.ragged import entries, firsts_of
from cairn.matching.engine.values import Mentee, Mentor, Weights

Floats = npt.NDArray[np.floating[Any]]
Words = tuple[str, ...]
Lists = Sequence[Words]
Counts = Mapping[str, Ints]


_LISTED: dict[str, tuple[Callable[[Mentee], Words], Callable[[Mentor], Words]]] = {
    "pathway": (lambda mentee: mentee.pathways, lambda mentor: mentor.pathways),
    "life": (lambda mentee: mentee.life, lambda mentor: mentor.life),
    "likes": (lambda mentee: mentee.interests, lambda mentor: mentor.interests),
    "dislikes": (lambda mentee: mentee.dislikes, lambda mentor: mentor.dislikes),
    "substances": (lambda mentee: mentee.substances, lambda mentor: mentor.substances),
    "career": (
        lambda mentee: (mentee.career_field,) if mentee.career_field else (),
        lambda mentor: (mentor.occupation_field,) if mentor.occupation_field else (),
    ),
}
"""Traits that are the share of the mentee's entries the mentor has, and where the entries are."""

_ANSWERED: dict[str, tuple[Callable[[Mentee], Hashable], Callable[[Mentor], Hashable]]] = {
    "spirituality": (lambda mentee: mentee.spirituality, lambda mentor: mentor.spirituality),
    "age": (lambda mentee: mentee.birth_year, lambda mentor: mentor.birth_year),
    "gender": (lambda mentee: (mentee.gender, mentee.wants_gender), lambda mentor: mentor.gender),
}
"""Traits that depend on these answers alone."""


@dataclass(frozen=True)
class Columns:
    """Some columns of the two matrices.

    The mentees' side is sparse: `rows`, `columns` and `worths`, each entry once. `base` is what a
    mentee has with every mentor. The mentors' side, `has`, is (columns, mentors) of 0 and 1.
    """

    rows: Ints
    columns: Ints
    worths: Ints
    base: Ints
    has: npt.NDArray[np.bool_]


class ManyAnswers:
    """The two matrices for a table of people."""

    def __init__(self, people: Sequence[Mentee], mentors: Sequence[Mentor], counts: Counts) -> None:
        parts = [_listed(trait, people, mentors, counts[trait]) for trait in _LISTED]
        parts += [_answered(trait, people, mentors, counts[trait]) for trait in _ANSWERED]
        self.kind = np.float32 if _exact_in_single(counts) else np.float64
        self.base = sum((part.base for part in parts), np.zeros(len(people), np.int64))
        has = np.concatenate([part.has for part in parts])
        self.mentors: Floats = has.astype(self.kind)
        self._sort(parts, len(people))

    def mentees(self, which: Ints) -> Floats:
        """What each column is worth to some mentees, in their order."""
        rows, at = entries(self.firsts[which], self.lengths[which])
        full = np.zeros((len(which), len(self.mentors)), self.kind)
        full[rows, self.columns[at]] = self.worths[at]
        return full

    def _sort(self, parts: Sequence[Columns], people: int) -> None:
        offsets = np.cumsum([0] + [len(part.has) for part in parts])
        rows = np.concatenate([part.rows for part in parts])
        order = np.argsort(rows, kind="stable")
        columns = [part.columns + offset for part, offset in zip(parts, offsets, strict=False)]
        self.columns = np.concatenate(columns)[order].astype(np.int32)
        self.worths = np.concatenate([part.worths for part in parts])[order].astype(np.int32)
        self.lengths = np.bincount(rows, minlength=people)
        self.firsts = firsts_of(self.lengths)


def counts_of(people: Sequence[Mentee], weights: Weights) -> dict[str, Ints]:
    """How much each trait counts for each mentee, in 18ths of a weight."""
    counted = [fit.trait_counts(mentee, weights) for mentee in people]
    return {
        trait: np.array([counts.get(trait, 0) for counts in counted], np.int64)
        for trait in fit.TRAITS
    }


def _exact_in_single(counts: Counts) -> bool:
    everything = sum(counts.values(), np.zeros(1, np.int64)).max(initial=0) * fit.ONE
    return bool(everything < 2**24)


def _listed(
    trait: str, people: Sequence[Mentee], mentors: Sequence[Mentor], counts: Ints
) -> Columns:
    """The share of the mentee's entries the mentor has; the last column, that none is known."""
    of_mentee, of_mentor = _LISTED[trait]
    mine = [tuple(dict.fromkeys(of_mentee(mentee))) for mentee in people]
    theirs = [tuple(dict.fromkeys(of_mentor(mentor))) for mentor in mentors]
    known = set(chain.from_iterable(mine)) & set(chain.from_iterable(theirs))
    vocabulary = {word: at for at, word in enumerate(sorted(known))}
    has = np.zeros((len(vocabulary) + 1, len(theirs)), bool)
    rows, columns, _ = _entries(theirs, vocabulary)
    has[columns, rows] = True
    has[-1] = [not words for words in theirs]
    rows, columns, lengths = _entries(mine, vocabulary)
    told = np.flatnonzero(lengths)
    return _counted(
        np.append(rows, told),
        np.append(columns, np.full(len(told), len(vocabulary))),
        np.append(fit.ONE // lengths[rows], np.full(len(told), fit.HALF)),
        np.where(lengths == 0, fit.HALF, 0),
        counts,
        has,
    )


def _entries(lists: Lists, vocabulary: Mapping[str, int]) -> tuple[Ints, Ints, Ints]:
    """Row and column of every entry of the vocabulary, and the full length of every list."""
    lengths = np.array([len(words) for words in lists], np.int64)
    columns = np.array([vocabulary.get(word, -1) for word in chain.from_iterable(lists)], np.int64)
    rows = np.repeat(np.arange(len(lists)), lengths)
    return rows[columns >= 0], columns[columns >= 0], lengths


def _answered(
    trait: str, people: Sequence[Mentee], mentors: Sequence[Mentor], counts: Ints
) -> Columns:
    """A trait of one answer each, worked out once for every two answers that count for somebody."""
    of_mentee, of_mentor = _ANSWERED[trait]
    asked = np.flatnonzero(counts)
    like_mine = {of_mentee(people[at]): people[at] for at in asked.tolist()}
    like_theirs = {of_mentor(mentor): mentor for mentor in mentors}
    mine, mine_at = distinct([of_mentee(people[at]) for at in asked.tolist()])
    theirs, theirs_at = distinct([of_mentor(mentor) for mentor in mentors])
    value = fit.TRAITS[trait]
    values = [[value(like_mine[my], like_theirs[their], 0) for their in theirs] for my in mine]
    table = np.array(values, np.int64).reshape(len(mine), len(theirs))
    rows = np.repeat(asked, len(theirs))
    columns = np.tile(np.arange(len(theirs)), len(asked))
    has = theirs_at == np.arange(len(theirs))[:, None]
    nothing = np.zeros(len(people), np.int64)
    return _counted(rows, columns, table[mine_at].ravel(), nothing, counts, has)


def _counted(  # noqa: PLR0917 - the columns of one matrix
    rows: Ints,
    columns: Ints,
    worths: Ints,
    base: Ints,
    counts: Ints,
    has: npt.NDArray[np.bool_],
) -> Columns:
    counted = worths * counts[rows]
    some = counted != 0
    return Columns(rows[some], columns[some], counted[some], base * counts, has)
