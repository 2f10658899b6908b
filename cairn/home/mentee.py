"""What a mentee's Today reads."""

from dataclasses import dataclass

from django.urls import reverse

from cairn.home.daytime import moment
from cairn.home.one_thing import Facts, OneThing, Stage, one_thing_for
from cairn.matching.models import Offer
from cairn.mentorship import queries as mentorship
from cairn.mentorship.queries import Listed, Standing, Step
from cairn.people.models import Person
from cairn.programs import queries as programs
from cairn.stones import queries as stones
from cairn.stones.queries import Cairn

_STAGES = {
    Step.SIGN: Stage.SIGN,
    Step.OTHER_SIGNS: Stage.OTHER_SIGNS,
    Step.FIRST_MEETING: Stage.FIRST_MEETING,
    Step.UNDER_WAY: Stage.WITH_SOMEONE,
}
_URGENCY = list(Stage)


@dataclass(frozen=True)
class MenteeToday:
    """One thing now, and who is with me."""

    one_thing: OneThing
    walks: list[Standing]
    cairn: Cairn


def today_of(person: Person) -> MenteeToday:
    """Return a mentee's Today."""
    walks = [walk for walk in mentorship.live_of(person) if not walk.is_mentor]
    said = [*_facts(person, walks), *_of_meetings(person, walks)]
    facts = min(said, key=lambda fact: _URGENCY.index(fact.stage))
    return MenteeToday(one_thing_for(facts), walks, stones.cairn_of(person))


def _facts(person: Person, walks: list[Standing]) -> list[Facts]:
    """Return all that could be said first; who walks with somebody is not asked to choose."""
    said = _of_walks(walks) or _of_matching(person)
    return [Facts(Stage.NOT_WAITING), *said]


def _of_walks(walks: list[Standing]) -> list[Facts]:
    return [
        Facts(_STAGES[walk.step], mentor=walk.other.display_name, path=_path(walk))
        for walk in walks
        if walk.step in _STAGES
    ]


def _of_meetings(person: Person, walks: list[Standing]) -> list[Facts]:
    """Return what a meeting asks for: an answer, a word on how it went, or to be there soon."""
    return [
        Facts(
            stage,
            mentor=walk.other.display_name,
            path=reverse("one_meeting", args=[walk.next_meeting.pk]),
            when=moment(walk.next_meeting.starts_at, person.time_zone),
        )
        for walk in walks
        if walk.next_meeting and (stage := _stage_of(walk.next_meeting))
    ]


def _stage_of(one: Listed) -> Stage | None:
    if one.is_to_tell:
        return Stage.TO_TELL
    if one.is_asked:
        return Stage.TIME_ASKED
    return Stage.MEETING_SOON if one.is_soon else None


def _path(walk: Standing) -> str:
    if walk.step is Step.SIGN:
        return reverse("agreement", args=[walk.mentorship.pk])
    return reverse("talk")


def _of_matching(person: Person) -> list[Facts]:
    offers = list(Offer.objects.visible_to(person).open().filter(mentee__person=person))
    if any(offer.asked_at for offer in offers):
        return [Facts(Stage.ASKED)]
    if offers:
        return [Facts(Stage.CHOOSE, choices=len(offers), path=reverse("choose"))]
    if programs.sides_of(person).waiting_since:
        return [Facts(Stage.WAITING, path=reverse("orientation"))]
    ended = mentorship.latest_ended(person)
    return [Facts(Stage.BETWEEN, path=reverse("mentorship", args=[ended.pk]))] if ended else []
