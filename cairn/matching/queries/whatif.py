"""What happened in a program in a year, by language and way of meeting, for playing it on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import fmean

from cairn.core import clock
from cairn.matching import whatif
from cairn.matching.queries.pool import offering_in, places_left, waiting_in, with_places_taken
from cairn.matching.queries.waits import answers_of
from cairn.matching.whatif import Outlook, Record
from cairn.mentorship.models import Mentorship
from cairn.people.answers import Answers
from cairn.people.keys import store as keys
from cairn.people.models import Person
from cairn.programs.models import Enrollment, Program

YEAR = timedelta(days=365)
MOST_GROUPS = 4
"""So many languages are played, those with the most people first."""

_Fits = Callable[[Answers], bool]


@dataclass(frozen=True)
class Need:
    """One group: what it is, its record, what happens as things are, and how many mentors it takes.

    `grouping` is empty for the whole program. `now` and `mentors` are None where too little
    happened to conclude anything; `mentors` also where sixty more would be too few.
    """

    grouping: str
    code: str
    record: Record
    now: Outlook | None
    mentors: int | None

    @property
    def a_month(self) -> int:
        """How many come in a month."""
        return round(sum(self.record.arrivals) / 12)


@dataclass(frozen=True)
class _Year:
    """Everybody the record is made of."""

    today: date
    came: list[tuple[Person, date]]
    waiting: list[Enrollment]
    walks: list[Mentorship]
    mentors: list[Enrollment]

    def record(self, mentee_fits: _Fits, mentor_fits: _Fits) -> Record:
        """Return what happened to some of them."""
        walks = [each for each in self.walks if mentee_fits(answers_of(each.mentee))]
        mentors = [each for each in self.mentors if mentor_fits(answers_of(each.person))]
        came = [on for person, on in self.came if mentee_fits(answers_of(person))]
        return Record(
            arrivals=_by_day(self.today, came),
            endings=sum(each.ended_at is not None for each in walks),
            days_walked=sum(_days_in_year(each) for each in walks),
            waiting=sum(mentee_fits(answers_of(each.person)) for each in self.waiting),
            walking=sum(each.ended_at is None for each in walks),
            free_places=sum(max(0, places_left(each)) for each in mentors if each.is_ready),
            places_each=max(1, round(fmean([each.capacity for each in mentors] or [1]))),
        )


def needs_of(program: Program) -> list[Need]:
    """Return how many mentors it would take: in all, by language, by way of meeting."""
    year = _year(program)
    languages = _languages(year.came)
    groups = [
        ("", "", _anybody, _anybody),
        *(("language", code, _prefers(code), _speaks(code)) for code in languages),
        *(("meets", code, _only(code), _meets(code)) for code in ("in_person", "online")),
    ]
    return [_need(grouping, code, year.record(*fits)) for grouping, code, *fits in groups]


def outlooks(need: Need) -> list[Outlook]:
    """Return the waits with no mentor more, and on to a little beyond what is needed."""
    most = (need.mentors if need.mentors is not None else whatif.MOST_MENTORS) + 2
    step = max(1, most // 8)
    return [whatif.outlook(need.record, mentors) for mentors in range(0, most + 1, step)]


def _need(grouping: str, code: str, record: Record) -> Need:
    if not record.is_enough:
        return Need(grouping, code, record, None, None)
    return Need(grouping, code, record, whatif.outlook(record, 0), whatif.needed(record))


def _year(program: Program) -> _Year:
    now, today = clock.now(), clock.today(program.time_zone)
    told = "person__profile"
    waiting = list(waiting_in(program).select_related(told))
    walks = list(Mentorship.objects.filter(program=program).select_related("mentee__profile"))
    mentors = list(with_places_taken(offering_in(program).select_related(told)))
    keys.warm([*(each.person_id for each in [*waiting, *mentors]), *(w.mentee_id for w in walks)])
    waits = [(each.person, each.waiting_since) for each in waiting]
    waits += [(each.mentee, each.waiting_since) for each in walks]
    return _Year(
        today=today,
        came=[(who, on) for who, on in waits if on and today - YEAR < on <= today],
        waiting=waiting,
        walks=[each for each in walks if each.ended_at is None or each.ended_at > now - YEAR],
        mentors=mentors,
    )


def _by_day(today: date, came: Iterable[date]) -> list[int]:
    days = [0] * YEAR.days
    for on in came:
        days[-1 - (today - on).days] += 1
    return days


def _days_in_year(walk: Mentorship) -> int:
    now: datetime = clock.now()
    return ((walk.ended_at or now) - max(walk.matched_at, now - YEAR)).days


def _languages(came: Iterable[tuple[Person, date]]) -> list[str]:
    """Return the languages most people prefer, but only where there is more than one."""
    count: dict[str, int] = {}
    for person, _on in came:
        for code in answers_of(person).spoken[:1]:
            count[code] = count.get(code, 0) + 1
    most = sorted(count, key=lambda code: (-count[code], code))[:MOST_GROUPS]
    return most if len(most) > 1 else []


def _anybody(_answers: Answers) -> bool:
    return True


def _prefers(code: str) -> _Fits:
    return lambda answers: answers.spoken[:1] == (code,)


def _speaks(code: str) -> _Fits:
    return lambda answers: code in answers.spoken


def _only(code: str) -> _Fits:
    return lambda answers: answers.meets == code


def _meets(code: str) -> _Fits:
    return lambda answers: answers.meets in (code, "both", "")
