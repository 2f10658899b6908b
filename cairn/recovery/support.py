"""What answers a check-in. Pure: a check-in, a plan, an hour and a place in, an answer out.

A peer does not assess, and neither does this: there is no score. Read `support_for` first; the
three answers below it say what each one holds. The words are meant to be read by a clinician.
"""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils.formats import time_format
from django.utils.translation import gettext as _

from cairn.safety import lines
from cairn.safety.lines import Emergency, Line
from cairn.safety.ways import dial, text

STRONG = 4
"""A craving of 4 or 5 is strong."""

LOW = 2
"""A mood of 1 or 2 is low; a connection of 1 or 2 is none to speak of."""

WAKING = (time(8), time(22))
"""When people who did not say their hours are likely awake."""


@dataclass(frozen=True)
class CheckIn:
    """How it is, from 1 (least) to 5 (most); None where the person skipped the row."""

    mood: int | None = None
    craving: int | None = None
    connection: int | None = None
    sleep: int | None = None


@dataclass(frozen=True)
class Contact:
    """Someone the person chose to reach.

    `phone` is empty where they can't be called, `writes` false where they can't be written to.
    They answer calls between `awake_from` and `awake_until` by the clock of their zone (IANA),
    or at any hour; None where they did not say. `says` is their permission in their own words.
    """

    name: str
    relation: str = ""
    phone: str = ""
    writes: bool = False
    any_hour: bool = False
    awake_from: time | None = None
    awake_until: time | None = None
    zone: str = ""
    says: str = ""

    @property
    def link(self) -> str:
        """The link that dials them."""
        return dial(self.phone)

    @property
    def text_link(self) -> str:
        """The link that opens a message to them, begun for whoever finds no words now."""
        return text(self.phone, _("I am having a hard time. Can you talk?"))


@dataclass(frozen=True)
class Plan:
    """The person's own coping plan: steps and people, each in the order they chose."""

    steps: tuple[str, ...] = ()
    people: tuple[Contact, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where the person is: a country (ISO 3166-1) and a zone (IANA)."""

    country: str
    zone: str


class Answer(StrEnum):
    """How a check-in is answered."""

    KEPT = "kept"
    GENTLE = "gentle"
    STRONG = "strong"


class Way(StrEnum):
    """How someone can be reached at this hour."""

    CALL = "call"
    WRITE = "write"
    LATER = "later"


@dataclass(frozen=True)
class Reach:
    """A contact, how they can be reached now, and an honest line about it."""

    contact: Contact
    way: Way
    line: str


@dataclass(frozen=True)
class Support:
    """The answer. What is empty is not shown.

    `steps_are_own` is false when the person has no plan yet and the step is ours; `directory`
    is where to look when the lines of the place are not known.
    """

    answer: Answer
    title: str
    line: str = ""
    steps: tuple[str, ...] = ()
    steps_are_own: bool = False
    ride_it_out: bool = False
    person: Reach | None = None
    others: tuple[Reach, ...] = ()
    lines: tuple[Line, ...] = ()
    directory: str = ""
    emergency: Emergency | None = None


def support_for(check_in: CheckIn, plan: Plan, now: datetime, place: Place) -> Support:
    """Return what answers a check-in at an aware moment.

    A strong craving comes first, whatever else was said. A low mood with nobody near is met
    with an offer. Anything else, good or bad, is kept and not commented on.
    """
    if check_in.craving is not None and check_in.craving >= STRONG:
        return _strong(plan, now, place)
    if _is_low(check_in.mood) and _is_low(check_in.connection):
        return _gentle(plan, now, place)
    return Support(Answer.KEPT, _("Your check-in is kept."))


def _strong(plan: Plan, now: datetime, place: Place) -> Support:
    """Their own first step, a way to ride it out, one person, and the lines of the place."""
    person, others = _people(plan, now, place)
    known = lines.lines_for(place.country)
    return Support(
        Answer.STRONG,
        _("This is a strong one. They rise, and they fall."),
        line="" if person else _nobody(plan),
        steps=plan.steps or (_("Go to another place. A different room will do."),),
        steps_are_own=bool(plan.steps),
        ride_it_out=True,
        person=person,
        others=others,
        lines=known,
        directory="" if known else lines.DIRECTORY,
        emergency=lines.emergency_for(place.country),
    )


def _gentle(plan: Plan, now: datetime, place: Place) -> Support:
    """One person, if they want one; the lines only where no person can be reached now."""
    person, others = _people(plan, now, place)
    known = () if person else lines.lines_for(place.country)
    return Support(
        Answer.GENTLE,
        _("A low day, and not much company."),
        line=_("You don't have to do anything about it. Company is here if you want it.")
        if person
        else _nobody(plan),
        person=person,
        others=others,
        lines=known,
        directory="" if person or known else lines.DIRECTORY,
    )


def _is_low(value: int | None) -> bool:
    """What was not answered is not low."""
    return value is not None and value <= LOW


def _nobody(plan: Plan) -> str:
    if plan.people:
        return _("Nobody on your list said they can be reached at this hour.")
    return _("Nobody is on your list yet.")


def _people(plan: Plan, now: datetime, place: Place) -> tuple[Reach | None, tuple[Reach, ...]]:
    """Return the one to reach now, and the others in the order the person chose.

    That is the first who can be called; if nobody can, the first who can be written to.
    """
    known = [_reach(contact, now, place) for contact in plan.people]
    for way in (Way.CALL, Way.WRITE):
        for reach in known:
            if reach.way is way:
                return reach, tuple(other for other in known if other is not reach)
    return None, tuple(known)


def _reach(contact: Contact, now: datetime, place: Place) -> Reach:
    """Say honestly how someone can be reached at this hour."""
    there = now.astimezone(ZoneInfo(contact.zone or place.zone))
    if contact.phone and (contact.any_hour or _is_awake(contact, there.time())):
        return Reach(contact, Way.CALL, contact.says)
    if contact.writes:
        return Reach(contact, Way.WRITE, _("You can write now. An answer may take a while."))
    return Reach(contact, Way.LATER, _later(contact, there, place))


def _is_awake(contact: Contact, moment: time) -> bool:
    """Whether a time of day lies in their hours, over midnight too."""
    start, end = contact.awake_from or WAKING[0], contact.awake_until or WAKING[1]
    if start <= end:
        return start <= moment < end
    return moment >= start or moment < end


def _later(contact: Contact, there: datetime, place: Place) -> str:
    """Say when they can be called, by the clock of the person who asks."""
    if not contact.phone:
        return _("No number is noted.")
    if contact.awake_from is None:
        return _("It is late there. They did not say if a late call is fine. You decide.")
    begin = datetime.combine(there.date(), contact.awake_from, there.tzinfo)
    hour = time_format(begin.astimezone(ZoneInfo(place.zone)).time())
    return _("From %(hour)s they answer calls.") % {"hour": hour}
