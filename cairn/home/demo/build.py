"""Builds the demo: four programs in four settings, and half a year of life in them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from uuid import UUID

from django.utils.translation import gettext as _

from cairn.core import clock
from cairn.core.walls import acting_in
from cairn.home.demo import arrivals, goodbyes, notes, people, plans, turns, words
from cairn.home.demo.days import Days
from cairn.home.demo.dice import Dice
from cairn.home.demo.people import Cast
from cairn.home.demo.walks import Walks
from cairn.matching import running
from cairn.matching.actions import deciding
from cairn.matching.models import Proposal
from cairn.mentorship import actions as mentorship
from cairn.mentorship.agreements import defaults
from cairn.mentorship.models import Mentorship
from cairn.people.keys import store as keys
from cairn.people.models import Account, Organization, Person
from cairn.programs.models import Enrollment, Program, Setting, StaffRole

SEED = "a cairn by the river"
_PROGRAMS = (
    ("Harbor Street Center", Setting.RECOVERY_CENTER, 13, 45),
    ("Cedar House", Setting.SOBER_LIVING, 9, 34),
    ("Riverside Outpatient", Setting.OUTPATIENT, 10, 40),
    ("Tuesday Circle", Setting.COMMUNITY, 8, 31),
)
_HALF_YEAR, _OLD, _SETTLED = 175, 120, 60  # days
_EMPLOYED, _EMPLOYED_EVERY = 9, 8
_WAITING_EVERY, _SPANISH_EVERY, _UNSIGNED_EVERY = 5, 8, 12


@dataclass(frozen=True)
class DemoAccount:
    """An account anybody may look around with."""

    role: str
    name: str


def accounts() -> list[DemoAccount]:
    """Return one account a role, in the order they are shown."""
    return [
        DemoAccount("mentee", _("Rowan, a mentee")),
        DemoAccount("newcomer", _("Fern, who chooses a mentor")),
        DemoAccount("mentor", _("Maple, a mentor")),
        DemoAccount("coordinator", _("Sage, a coordinator")),
        DemoAccount("supervisor", _("Hazel, a supervisor")),
        DemoAccount("admin", _("Linden, an organization admin")),
        DemoAccount("funder", _("Ivy, a funder")),
        DemoAccount("house_lead", _("Reed, a house lead")),
    ]


def build() -> Organization:
    """Build the demo in a database that has none, and return its organization."""
    dice, now = Dice(SEED), clock.now().replace(microsecond=0)
    organization_id = dice.id(now - timedelta(days=400))
    with keys.keep_in_mind(), acting_in(organization_id):
        organization = Organization.objects.create(
            pk=organization_id, name="Harbor Recovery", country="US"
        )
        _Town(Cast(organization, dice, now)).build()
    return organization


class _Town:
    """The demo while it is being built."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.dice, self.now = cast, cast.dice, cast.now
        self.days = Days(cast.dice, cast.now)
        self.late = cycle([False] * 2 + [True])
        self.maple: Enrollment | None = None
        self.quiet = cycle([False] * 17 + [True])

    def build(self) -> None:
        """Programs, people, then what happened between them."""
        staff = [self.cast.person(name) for name in ("Sage", "Hazel", "Linden")]
        programs = [self._program(name, setting) for name, setting, *_ in _PROGRAMS]
        sides = [
            self._enroll(program, mentors, mentees)
            for program, (*_, mentors, mentees) in zip(programs, _PROGRAMS, strict=True)
        ]
        rowan, maple, fern = self._known(programs[0])
        self.maple = maple
        sides[0][0].append(maple)
        self.cast.store()
        self._serve(staff)
        walks = Walks(staff[0], self.dice, self.now)
        self._walk_known(walks, rowan, maple)
        for mentors, mentees in sides:
            self._walk(walks, mentors, mentees)
        for mentor in (mentor for mentors, _mentees in sides for mentor in mentors):
            self.days.help(mentor.person, since=self.now - timedelta(days=_HALF_YEAR))
        walks.store()
        walks.commit(Dice(f"{SEED}, by Friday"))
        walks.meet(Dice(f"{SEED}, to meet"))
        self.days.store()
        self._suggest(staff[0], programs, fern)
        arrivals.come(programs[0], staff[0], self.now)
        self._agree_anew(staff[0], programs[1])
        turns.change_without_fault(programs[2], self.now)
        turns.between_the_two(Mentorship.objects.get(mentee=rowan.person), self.now)
        plans.write(Mentorship.objects.get(mentee=rowan.person), self.now)
        notes.write(Mentorship.objects.get(mentee=rowan.person))
        goodbyes.say(Mentorship.objects.get(mentee=rowan.person), self.now)
        turns.fall_silent(staff[0], self.now)
        turns.miss_each_other(staff[0], self.now)
        turns.say_how_it_goes(Dice(f"{SEED}, how it goes"), self.now)
        others = self._see_little(programs[1])
        self._open_accounts(rowan.person, fern.person, maple.person, *staff, *others)

    def _program(self, name: str, setting: Setting) -> Program:
        program = Program(
            pk=self.dice.id(self.now - timedelta(days=300)),
            organization=self.cast.organization,
            name=name,
            setting=setting,
            time_zone=people.ZONE,
        )
        program.save(force_insert=True)
        return program

    def _enroll(
        self, program: Program, mentors: int, mentees: int
    ) -> tuple[list[Enrollment], list[Enrollment]]:
        """Add both sides; one in five mentees waits, one in eight people speaks Spanish first."""
        leading = [
            people.mentor(
                self.cast,
                program,
                places=_places(number),
                spanish=number % _SPANISH_EVERY == 1,
            )
            for number in range(mentors)
        ]
        following = [
            people.mentee(
                self.cast,
                program,
                waits_days=self.dice.number(1, 24) if number % _WAITING_EVERY == 0 else None,
                spanish=number % _SPANISH_EVERY == 1,
            )
            for number in range(mentees)
        ]
        return leading, following

    def _known(self, program: Program) -> tuple[Enrollment, Enrollment, Enrollment]:
        """Add the three people everybody meets first: Rowan, Maple, and Fern who waits."""
        rowan = people.mentee(self.cast, program)
        maple = people.mentor(self.cast, program, places=3)
        fern = people.mentee(self.cast, program, waits_days=26, is_easy_to_match=True)
        for enrollment, name in ((rowan, "Rowan"), (maple, "Maple"), (fern, "Fern")):
            enrollment.person.display_name = name
        return rowan, maple, fern

    def _serve(self, staff: list[Person]) -> None:
        kinds = (StaffRole.Kind.COORDINATOR, StaffRole.Kind.SUPERVISOR, StaffRole.Kind.ADMIN)
        StaffRole.objects.bulk_create(
            StaffRole(organization=self.cast.organization, person=person, kind=kind)
            for person, kind in zip(staff, kinds, strict=True)
        )

    def _see_little(self, house: Program) -> list[Person]:
        """Add a funder, and who leads a house: by dice of their own, so that all else stays."""
        cast = Cast(self.cast.organization, Dice(f"{SEED}, from afar"), self.now)
        funder, leader = cast.person("Ivy"), cast.person("Reed")
        cast.store()
        role = {"organization": cast.organization}
        StaffRole.objects.create(**role, person=funder, kind=StaffRole.Kind.FUNDER)
        StaffRole.objects.create(
            **role, person=leader, kind=StaffRole.Kind.HOUSE_LEAD, program=house
        )
        return [funder, leader]

    def _walk_known(self, walks: Walks, rowan: Enrollment, maple: Enrollment) -> None:
        began = self.now - timedelta(days=150)
        walk = walks.add(rowan, maple, began=began)
        self._days_of(walk, began, returned=True)

    def _walk(self, walks: Walks, mentors: list[Enrollment], mentees: list[Enrollment]) -> None:
        """Pair up who does not wait, by language, while there are places."""
        free = {mentor.pk: mentor.capacity - (mentor is self.maple) for mentor in mentors}
        for number, mentee in enumerate(m for m in mentees if m.waiting_since is None):
            mentor = self._free_mentor(mentors, free, mentee)
            if mentor is None:
                mentee.waiting_since = self.now.date() - timedelta(days=self.dice.number(1, 12))
                mentee.save(update_fields=["waiting_since"])
            elif number % _UNSIGNED_EVERY == 0:
                free[mentor.pk] -= 1
                walks.just_matched(mentee, mentor)
            else:
                self._walk_on(walks, mentee, mentor, free)

    def _walk_on(
        self, walks: Walks, mentee: Enrollment, mentor: Enrollment, free: dict[UUID, int]
    ) -> None:
        began = self.now - timedelta(days=self.dice.number(10, _HALF_YEAR), hours=5)
        age = (self.now - began).days
        ended = age > _OLD and self.dice.happens(0.4)
        is_quiet = not ended and age > _SETTLED and next(self.quiet)
        until = self.now - timedelta(days=21) if ended or is_quiet else None
        walk = walks.add(
            mentee, mentor, began=began, until=until, ended=ended, is_late=next(self.late)
        )
        free[mentor.pk] -= 0 if ended else 1
        self._days_of(walk, began, returned=self.dice.happens(0.12))

    def _free_mentor(
        self, mentors: list[Enrollment], free: dict[UUID, int], mentee: Enrollment
    ) -> Enrollment | None:
        spoken = [m for m in mentors if m.person.language == mentee.person.language]
        return next((m for m in self.dice.shuffled(spoken) if free[m.pk] > 0), None)

    def _days_of(self, walk: Mentorship, began: datetime, *, returned: bool) -> None:
        weeks = (self.now - began).days // 8
        self.days.add(walk.mentee, since=began, meetings=weeks, returned=returned)

    def _suggest(self, coordinator: Person, programs: list[Program], fern: Enrollment) -> None:
        """Let the engine run for every program, and offer Fern the people it found."""
        for program in programs:
            run = deciding.suggest(by=coordinator, program=program)
            running.finish(program.organization_id, run.pk)
        proposal = Proposal.objects.filter(mentee=fern).select_related("run__program").get()
        deciding.approve(by=coordinator, proposal=proposal)

    def _agree_anew(self, coordinator: Person, house: Program) -> None:
        """Let a program add a part of its own to the agreement; who has signed is asked nothing."""
        given = {each: f"{text}\n\n{words.OF_THE_HOUSE[each]}" for each, text in defaults().items()}
        with clock.pinned(self.now - timedelta(days=20)):
            mentorship.adopt_agreement(by=coordinator, program=house, words=given)

    def _open_accounts(self, *persons: Person) -> None:
        """Open the accounts anybody may look around with: persons come in the accounts' order."""
        for demo, person in zip(accounts(), persons, strict=True):
            person.account = Account.objects.open(username=f"demo-{demo.role}")
            person.save(update_fields=["account"])


def _places(number: int) -> int:
    """Return a mentor's places: one in eight is an employed peer, the others are volunteers."""
    return _EMPLOYED if number % _EMPLOYED_EVERY == 0 else number % 3 + 2
