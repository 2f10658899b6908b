"""Who comes into question for whom, by what many mentees have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count, groupby
from operator import attrgetter
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from cairn.matching.engine.feasible import Terms, has_place, is_ready, suits
from cairn.matching.engine.market import Ints
from cairn.matching.engine.values import Mentee, Mentor, Someone

Answer = TypeVar("Answer", bound=Hashable)
Person = TypeVar("Person", bound=Someone)
Flags = npt.NDArray[np.bool_]

ORDER_OF_MEETS = {"online": 0, "both": 1, "in_person": 2}

FEWEST_ROWS = 256
FEWEST_PAIRS = 1 << 15
"""A batch is no smaller than either, if there are so many mentees: work is begun for each."""

DECIDED = frozenset({"language", "gender", "meets", "clearance", "places_free"})
"""Codes of the rules that decide who comes into question."""

Kind = tuple[tuple[str, ...], str, str, str]
"""What decides which mentors come into question: subtags, wanted gender, gender, meets."""


@dataclass(frozen=True)
class Batch:
    """Mentees by number, with the mentors at least one of them may meet, both ordered by meets.

    `may_meet` says of every two whether language, gender, way of meeting and the mentor's own state
    let them.
    """

    rows: Ints
    columns: Ints
    may_meet: Flags


class Groups:
    """Mentees of one kind together, and the rules each mentor keeps with any mentee of a kind."""

    def __init__(self, people: Sequence[Mentee], mentors: Sequence[Mentor], terms: Terms) -> None:
        self.has_place = np.array([has_place(None, mentor, terms) for mentor in mentors], bool)
        self.ready = np.array([is_ready(None, mentor, terms) for mentor in mentors], bool)
        self.mentor_meets = meets_of(mentors)
        self.mentee_meets = meets_of(people)
        self.genders, self.gender_at = distinct(
            [(mentor.gender, mentor.wants_gender) for mentor in mentors]
        )
        self.speakers: defaultdict[str, list[int]] = defaultdict(list)
        for at, mentor in enumerate(mentors):
            for subtag in mentor.subtags:
                self.speakers[subtag].append(at)
        self.kinds = [kind_of(mentee) for mentee in people]
        rank = {kind: at for at, kind in enumerate(sorted(set(self.kinds)))}
        self.ranks = np.array([rank[kind] for kind in self.kinds], np.int64)
        self.speaking, self.suiting, self.meeting = (
            cache(rule) for rule in (self._speaking, self._suiting, self._meeting)
        )

    def batches(self, which: Ints) -> Iterator[Batch]:
        """These mentees, those of one kind together, kinds that are few with the next.

        No batch is larger than twice the fewest.
        """
        fewest = max(FEWEST_ROWS, FEWEST_PAIRS // max(1, len(self.has_place)))
        kinds: list[Kind] = []
        rows: list[int] = []
        ordered = which[np.argsort(self.ranks[which], kind="stable")].tolist()
        for kind, members in groupby(ordered, key=self.kinds.__getitem__):
            kinds.append(kind)
            rows.extend(members)
            while len(rows) >= fewest:
                yield self._batch(kinds, rows[: 2 * fewest])
                kinds, rows = [kind], rows[2 * fewest :]
        if rows:
            yield self._batch(kinds, rows)

    def keep(self, kind: Kind) -> dict[str, Flags]:
        """By the code of the rule, which mentors keep it with mentees of a kind."""
        subtags, wants, gender, meets = kind
        return {
            "language": self.speaking(subtags),
            "gender": self.suiting(wants, gender),
            "meets": self.meeting(meets),
        }

    def coming(self, kind: Kind) -> Flags:
        """Which mentors come into question for mentees of a kind."""
        rules = [self.has_place, self.ready, *self.keep(kind).values()]
        coming: Flags = np.logical_and.reduce(rules)
        return coming

    def _batch(self, kinds: Sequence[Kind], rows: Sequence[int]) -> Batch:
        state = self.has_place & self.ready
        coming = {kind: np.logical_and.reduce([state, *self.keep(kind).values()]) for kind in kinds}
        columns = by_meets(
            np.flatnonzero(np.logical_or.reduce(list(coming.values()))), self.mentor_meets
        )
        ordered = by_meets(np.array(rows, np.int64), self.mentee_meets)
        table = np.array([coming[kind][columns] for kind in kinds], bool)
        number = {kind: at for at, kind in enumerate(kinds)}
        return Batch(ordered, columns, table[[number[self.kinds[at]] for at in ordered]])

    def _speaking(self, subtags: Sequence[str]) -> Flags:
        speaking = np.zeros(len(self.has_place), bool)
        for subtag in subtags:
            speaking[self.speakers.get(subtag, [])] = True
        return speaking

    def _suiting(self, wants: str, gender: str) -> Flags:
        suiting = [
            suits(wants, gender, their_gender) and suits(they_want, their_gender, gender)
            for their_gender, they_want in self.genders
        ]
        return np.array(suiting, bool)[self.gender_at]

    def _meeting(self, meets: str) -> Flags:
        opposite = {"online": "in_person", "in_person": "online"}.get(meets)
        if opposite is None:
            return np.ones(len(self.has_place), bool)
        apart: Flags = self.mentor_meets != ORDER_OF_MEETS[opposite]
        return apart


def distinct(answers: Iterable[Answer]) -> tuple[list[Answer], Ints]:
    """Every answer given, once, and which of them each is."""
    number: defaultdict[Answer, int] = defaultdict(count().__next__)
    each = np.fromiter(map(number.__getitem__, answers), np.int64)
    return list(number), each


def once_each(
    people: Sequence[Person], names: Sequence[str], value: Callable[[Person], int]
) -> Ints:
    """A number of each, worked out once for all who gave the same answers to these questions."""
    answers = list(map(attrgetter(*names), people))
    like = dict(zip(answers, people, strict=True))
    given, which = distinct(answers)
    return np.array([value(like[answer]) for answer in given], np.int64)[which]


def meets_of(people: Sequence[Someone]) -> Ints:
    """How each one meets: online only 0, both ways 1, in person only 2."""
    return np.array([ORDER_OF_MEETS[person.meets] for person in people], np.int64)


def by_meets(numbers: Ints, meets: Ints) -> Ints:
    """Those who meet online only first, in person only last."""
    return numbers[np.argsort(meets[numbers], kind="stable")]


def kind_of(mentee: Mentee) -> Kind:
    """What decides which mentors come into question for somebody."""
    return tuple(sorted(mentee.subtags)), mentee.wants_gender, mentee.gender, mentee.meets
