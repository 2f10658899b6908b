"""Who may be matched with whom: every hard rule as data, and what stands in someone's way.

A rule is open or private. Open rules may be explained. Private ones are explained to nobody: under
one, that mentor reads exactly as if they were full or away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cairn.matching.engine import fit, places, weeks
from cairn.matching.engine.values import Mentee, Mentor, Pool, RefPair, Settings

AWAY = "not_available"
"""What a full, absent or privately ruled-out mentor reads as."""


@dataclass(frozen=True)
class Terms:
    """What the rules need besides the two people: settings, the day, the pairs handed in."""

    settings: Settings
    on: date
    excluded: frozenset[RefPair] = frozenset()
    forbids: frozenset[RefPair] = frozenset()

    @classmethod
    def of(cls, pool: Pool, settings: Settings, on: date) -> Terms:
        """The terms of a run over this pool."""
        return cls(settings, on, pool.excluded, pool.forbids)


@dataclass(frozen=True)
class Rule:
    """A hard rule: its code, what it reads as when broken (its own code, or `AWAY`), its test."""

    code: str
    reads_as: str
    holds: Callable[[Mentee, Mentor, Terms], bool]


def broken(mentee: Mentee, mentor: Mentor, terms: Terms) -> tuple[Rule, ...]:
    """The rules that keep these two apart; none when they may be matched."""
    return tuple(rule for rule in RULES if not rule.holds(mentee, mentor, terms))


def is_feasible(mentee: Mentee, mentor: Mentor, terms: Terms) -> bool:
    """Whether every rule holds between the two."""
    return all(rule.holds(mentee, mentor, terms) for rule in RULES)


def open_codes(mentee: Mentee, mentor: Mentor, terms: Terms) -> frozenset[str]:
    """What may be said about why these two are kept apart."""
    return frozenset(rule.reads_as for rule in broken(mentee, mentor, terms))


def speaks(mentee: Mentee, mentor: Mentor, _terms: Terms) -> bool:
    """At least one language in common, by its first subtag."""
    return bool(mentee.subtags & mentor.subtags)


def genders_suit(mentee: Mentee, mentor: Mentor, _terms: Terms) -> bool:
    """Each one's wish is met by the other's gender."""
    return suits(mentee.wants_gender, mentee.gender, mentor.gender) and suits(
        mentor.wants_gender, mentor.gender, mentee.gender
    )


def suits(wish: str, own: str, other: str) -> bool:
    """Whether a gender meets the wish; `other`, `undisclosed` and empty meet only `any`."""
    if wish == "any":
        return True
    return other in fit.STATED and other == (own if wish == "same" else wish)


def have_time(mentee: Mentee, mentor: Mentor, terms: Terms) -> bool:
    """Enough shared time in the worse week; an availability not known excludes nobody."""
    minutes = weeks.shared_minutes(mentee, mentor, terms.on.year)
    return minutes is None or minutes >= terms.settings.shared_minutes


def meet_alike(mentee: Mentee, mentor: Mentor, _terms: Terms) -> bool:
    """Nobody who meets only in person with somebody who meets only online."""
    return {mentee.meets, mentor.meets} != {"in_person", "online"}


def live_near(mentee: Mentee, mentor: Mentor, _terms: Terms) -> bool:
    """Where they can only meet in person: both places known, and within the smaller distance."""
    ways = (mentee.meets, mentor.meets)
    if "online" in ways or "in_person" not in ways:
        return True
    here, there = places.place(mentee), places.place(mentor)
    if here is None or there is None:
        return False
    farthest = fit.reach(mentee, mentor)
    return places.line_squared(here, there) <= farthest * farthest


def is_ready(_mentee: object, mentor: Mentor, terms: Terms) -> bool:
    """Cleared, trained, and in recovery as long as the program asks."""
    return mentor.cleared and mentor.trained and _long_enough(mentor, terms)


def has_place(_mentee: object, mentor: Mentor, _terms: Terms) -> bool:
    """A place left and not paused."""
    return mentor.free > 0 and not mentor.paused


def fits(mentee: Mentee, mentor: Mentor, terms: Terms) -> bool:
    """A fit at or above the program's floor."""
    found = fit.fit_of(mentee, mentor, settings=terms.settings, on=terms.on)
    return found >= terms.settings.floor * 100


def are_two(mentee: Mentee, mentor: Mentor, _terms: Terms) -> bool:
    """Nobody is their own mentor."""
    return mentee.ref != mentor.ref


def never_ruled(mentee: Mentee, mentor: Mentor, _terms: Terms) -> bool:
    """Neither has said never."""
    return mentor.ref not in mentee.never and mentee.ref not in mentor.never


def live_apart(mentee: Mentee, mentor: Mentor, _terms: Terms) -> bool:
    """Not of one household."""
    return not mentee.household or mentee.household != mentor.household


def not_excluded(mentee: Mentee, mentor: Mentor, terms: Terms) -> bool:
    """No block, no-contact order, dual relationship, safeguarding matter or mentorship of old."""
    return not terms.excluded & {(mentee.ref, mentor.ref), (mentor.ref, mentee.ref)}


def not_forbidden(mentee: Mentee, mentor: Mentor, terms: Terms) -> bool:
    """Not ruled out by a coordinator."""
    return (mentee.ref, mentor.ref) not in terms.forbids


RULES = (
    Rule("language", "language", speaks),
    Rule("gender", "gender", genders_suit),
    Rule("meets", "meets", meet_alike),
    Rule("place", "place", live_near),
    Rule("time", "time", have_time),
    Rule("clearance", "clearance", is_ready),
    Rule("places_free", AWAY, has_place),
    Rule("self", AWAY, are_two),
    Rule("never", AWAY, never_ruled),
    Rule("household", AWAY, live_apart),
    Rule("excluded", AWAY, not_excluded),
    Rule("forbidden", AWAY, not_forbidden),
    Rule("fit", "fit", fits),
)
"""Every hard rule, the quick ones first."""


def _long_enough(mentor: Mentor, terms: Terms) -> bool:
    if not terms.settings.recovery_days:
        return True
    since = mentor.recovery_since
    return since is not None and (terms.on - since).days >= terms.settings.recovery_days
