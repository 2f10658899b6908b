"""Who comes into question for whom, by what many mentees have in common."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from cairn.matching.engine.feasible import Terms, has_place, is_ready, suits
from cairn.matching.engine.market import Ints
from cairn.matching.engine.values import Mentee, Mentor, Someone

Answer = TypeVar("Answer", bound=Hashable)
Flags = npt.NDArray[np.bool_]

ORDER_OF_MEETS = {"online": 0, "both": 1, "in_person": 2}

FEWEST_ROWS = 256
FEWEST_PAIRS = 1 << 15
"""A batch is no smaller than either, if there are so many mentees: work is begun for each."""

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
        self.speakers: dict[str, Flags] = {}
        for at, mentor in enumerate(mentors):
            for subtag in mentor.subtags:
                self.speakers.setdefault(subtag, np.zeros(len(mentors), bool))[at] = True
        self.kinds = [kind_of(mentee) for mentee in people]
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
        for kind, members in groupby(
            sorted(which.tolist(), key=self.kinds.__getitem__), key=self.kinds.__getitem__
        ):
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
            speaking |= self.speakers.get(subtag, False)
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


def distinct(answers: Sequence[Answer]) -> tuple[list[Answer], Ints]:
    """Every answer given, once, and which of them each is."""
    first = {answer: at for at, answer in enumerate(dict.fromkeys(answers))}
    return list(first), np.array([first[answer] for answer in answers], np.int64)


def meets_of(people: Sequence[Someone]) -> Ints:
    """How each one meets: online only 0, both ways 1, in person only 2."""
    return np.array([ORDER_OF_MEETS[person.meets] for person in people], np.int64)


def by_meets(numbers: Ints, meets: Ints) -> Ints:
    """Those who meet online only first, in person only last."""
    return numbers[np.argsort(meets[numbers], kind="stable")]


def kind_of(mentee: Mentee) -> Kind:
    """What decides which mentors come into question for somebody."""
    return tuple(sorted(mentee.subtags)), mentee.wants_gender, mentee.gender, mentee.meets
