"""Who comes into question for whom, by what a whole group of mentees has in common."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np
import numpy.typing as npt

from cairn.matching.engine.feasible import Terms, has_place, is_ready, suits
from cairn.matching.engine.market import Ints
from cairn.matching.engine.values import Mentee, Mentor
from cairn.matching.engine.weeks import named_mondays, offset_minutes

Flags = npt.NDArray[np.bool_]

ORDER_OF_MEETS = {"online": 0, "both": 1, "in_person": 2}

Kind = tuple[tuple[str, ...], str, str, str]
"""What decides which mentors come into question: subtags, gender, wanted gender, meets."""
Group = tuple[Kind, int, int]
"""A kind, and the first and past the last of its mentees in the order `grouped` gives."""


def grouped(people: Sequence[Mentee], year: int) -> tuple[list[Group], Ints]:
    """Groups of one kind and one change of clocks, and the order of mentees they count in."""
    winter, summer = named_mondays(year)

    def key(at: int) -> tuple[Kind, int]:
        mentee = people[at]
        shift = offset_minutes(mentee.time_zone, summer) - offset_minutes(mentee.time_zone, winter)
        kind = (tuple(sorted(mentee.subtags)), mentee.gender, mentee.wants_gender, mentee.meets)
        return kind, shift

    keys = [key(at) for at in range(len(people))]
    order = sorted(range(len(people)), key=keys.__getitem__)
    groups, first = [], 0
    for (kind, _), members in groupby(order, key=keys.__getitem__):
        last = first + len(list(members))
        groups.append((kind, first, last))
        first = last
    return groups, np.array(order, np.int64)


class Coming:
    """Which rules each mentor keeps with any mentee of a kind."""

    def __init__(self, mentors: Sequence[Mentor], terms: Terms) -> None:
        self.has_place = np.array([has_place(None, mentor, terms) for mentor in mentors], bool)
        self.ready = np.array([is_ready(None, mentor, terms) for mentor in mentors], bool)
        self.meets = np.array([ORDER_OF_MEETS[mentor.meets] for mentor in mentors], np.int64)
        self.genders = [(mentor.gender, mentor.wants_gender) for mentor in mentors]
        self.speakers: dict[str, Flags] = {}
        for at, mentor in enumerate(mentors):
            for subtag in mentor.subtags:
                self.speakers.setdefault(subtag, np.zeros(len(mentors), bool))[at] = True

    def for_kind(self, kind: Kind) -> Ints:
        """The numbers of those who come into question: online only first, in person only last."""
        keeps = [self.has_place, self.ready, *self.keep(kind).values()]
        return self.by_meets(np.flatnonzero(np.logical_and.reduce(keeps)))

    def by_meets(self, numbers: Ints) -> Ints:
        """Online only first, then both, in person only last."""
        return numbers[np.argsort(self.meets[numbers], kind="stable")]

    def keep(self, kind: Kind) -> dict[str, Flags]:
        """By the code of the rule, who keeps it."""
        subtags, gender, wants, meets = kind
        return {
            "language": self._speaking(subtags),
            "gender": self._suiting(gender, wants),
            "meets": self._meeting(meets),
        }

    def _speaking(self, subtags: Sequence[str]) -> Flags:
        speaking = np.zeros(len(self.meets), bool)
        for subtag in subtags:
            speaking |= self.speakers.get(subtag, False)
        return speaking

    def _suiting(self, gender: str, wants: str) -> Flags:
        suiting = {
            theirs: suits(wants, gender, theirs[0]) and suits(theirs[1], theirs[0], gender)
            for theirs in set(self.genders)
        }
        return np.array([suiting[theirs] for theirs in self.genders], bool)

    def _meeting(self, meets: str) -> Flags:
        opposite = {"online": "in_person", "in_person": "online"}.get(meets)
        if opposite is None:
            return np.ones(len(self.meets), bool)
        apart: Flags = self.meets != ORDER_OF_MEETS[opposite]
        return apart
