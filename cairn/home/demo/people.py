"""Who lives in the demo: names, answers, stories."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from cairn.home.demo import words
from cairn.home.demo.dice import Dice
from cairn.people.answers import Answers
from cairn.people.keys import store as keys
from cairn.people.models import Organization, Person, Profile
from cairn.programs.models import Enrollment, Program

ZONE = "America/New_York"
_EVENINGS = ((18 * 60, 21 * 60), (19 * 60, 22 * 60), (17 * 60, 20 * 60), (12 * 60, 14 * 60))
_PATHWAYS = ("twelve_step", "smart", "faith", "medication", "secular", "dharma")
_LIFE = ("parent", "single_parent", "veteran", "justice", "student", "caregiver")
_INTERESTS = ("walking", "music", "cooking", "films", "football", "gardening", "reading", "dogs",
              "fishing", "gym")  # fmt: skip
_WORK = ("kitchen", "construction", "office", "health", "transport", "retail")
_TOP = ("pathway", "life", "availability", "interests", "career", "gender", "proximity")


# Somebody who has time, travels, and talks with anyone.
_EASY: dict[str, Any] = {
    "availability": tuple((day * 1440 + 12 * 60, day * 1440 + 22 * 60) for day in range(7)),
    "wants_gender": "any",
    "meets": "both",
    "max_km": 80.0,
    "top_three": ("life", "pathway", "interests"),
}


@dataclass
class Cast:
    """Everybody, as rows not yet stored, and who is on which side of which program."""

    organization: Organization
    dice: Dice
    now: datetime
    people: list[Person] = field(default_factory=list)
    profiles: list[Profile] = field(default_factory=list)
    enrollments: list[Enrollment] = field(default_factory=list)
    _names: list[str] = field(default_factory=list)

    def store(self) -> None:
        """Make the keys, then the rows, in as few statements as there are tables."""
        keys.make(*(person.pk for person in self.people))
        keys.warm(person.pk for person in self.people)
        Person.objects.bulk_create(self.people)
        Profile.objects.bulk_create(self.profiles)
        Enrollment.objects.bulk_create(self.enrollments)

    def person(self, name: str = "", language: str = "en") -> Person:
        """Add somebody."""
        joined = self.now - timedelta(days=self.dice.number(60, 200))
        person = Person(
            pk=self.dice.id(joined),
            created_at=joined,
            organization=self.organization,
            display_name=name or self._name(),
            time_zone=ZONE,
            language=language,
            joined_at=joined,
        )
        self.people.append(person)
        return person

    def enroll(
        self, program: Program, person: Person, side: Enrollment.Side, **fields: Any
    ) -> Enrollment:
        """Enroll somebody in a program."""
        enrollment = Enrollment(
            pk=self.dice.id(person.created_at),
            organization=self.organization,
            program=program,
            person=person,
            side=side,
            ref=f"{side[:3].upper()}{len(self.enrollments):04}",
            **fields,
        )
        self.enrollments.append(enrollment)
        return enrollment

    def tell(self, person: Person, answers: Answers, story: str = "") -> None:
        """Keep what somebody tells about themselves; mentors share pathway, life and interests."""
        shared = ("pathways", "life", "interests", "occupation_field", "languages")
        profile = Profile(
            pk=self.dice.id(person.created_at),
            organization=self.organization,
            person=person,
            answers_block=answers.to_json(),
            story=story,
            shares=dict.fromkeys(shared, True),
        )
        self.profiles.append(profile)

    def _name(self) -> str:
        if not self._names:
            self._names = [
                f"{first} {last}"
                for last in words.LAST_NAMES
                for first in self.dice.shuffled(words.FIRST_NAMES)
            ][::-1]
        return self._names.pop()


def mentor(cast: Cast, program: Program, *, places: int, spanish: bool = False) -> Enrollment:
    """Add a mentor, cleared and trained."""
    dice = cast.dice
    person = cast.person(language="es" if spanish else "en")
    story = dice.one(words.STORIES_ES if spanish else words.STORIES)
    cast.tell(person, answers(dice, cast.now.date(), spanish=spanish, is_mentor=True), story)
    years = cast.now.date() - timedelta(days=dice.number(700, 5000))
    return cast.enroll(
        program,
        person,
        Enrollment.Side.MENTOR,
        capacity=places,
        cleared_at=person.joined_at,
        trained_at=person.joined_at,
        recovery_since=years.isoformat(),
    )


def mentee(
    cast: Cast,
    program: Program,
    *,
    waits_days: int | None = None,
    spanish: bool = False,
    is_easy_to_match: bool = False,
) -> Enrollment:
    """Add a mentee, waiting for so many days or matched already."""
    person = cast.person(language="es" if spanish else "en")
    told = answers(cast.dice, cast.now.date(), spanish=spanish, is_mentor=False)
    cast.tell(person, replace(told, **_EASY) if is_easy_to_match else told)
    since = None if waits_days is None else cast.now.date() - timedelta(days=waits_days)
    return cast.enroll(program, person, Enrollment.Side.MENTEE, waiting_since=since)


def answers(dice: Dice, today: date, *, spanish: bool, is_mentor: bool) -> Answers:
    """Return answers as somebody might give them."""
    days = dice.some(range(7), 5, least=2)
    blocks = [(day, dice.one(_EVENINGS)) for day in sorted(days)]
    return Answers(
        languages=("es", "en") if spanish else ("en",),
        gender=dice.one(("woman", "man", "nonbinary")),
        wants_gender="any" if is_mentor or dice.happens(0.8) else "same",
        birth_year=today.year - dice.number(24, 64),
        time_zone=ZONE,
        availability=tuple((day * 1440 + start, day * 1440 + end) for day, (start, end) in blocks),
        meets=dice.one(("both", "both", "online", "in_person")),
        latitude=round(40.7 + dice.number(-90, 90) / 1000, 5),
        longitude=round(-74.0 + dice.number(-90, 90) / 1000, 5),
        pathways=tuple(dice.some(_PATHWAYS, 2, least=1)),
        spirituality=dice.one(("religious", "spiritual", "secular", "undisclosed")),
        substances=tuple(dice.some(("alcohol", "opioids", "stimulants", "cannabis"), 2, least=1)),
        life=tuple(dice.some(_LIFE, 2)),
        interests=tuple(dice.some(_INTERESTS, 4, least=1)),
        occupation_field=dice.one(_WORK) if is_mentor else "",
        career_field="" if is_mentor else dice.one(("", *_WORK)),
        top_three=() if is_mentor else tuple(dice.some(_TOP, 3, least=1)),
    )
