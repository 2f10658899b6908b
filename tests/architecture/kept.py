"""Rows about people who are kept from somebody of the cast, or were: what a block has to reach."""

from cairn.arrivals import actions as arrivals
from cairn.arrivals.models import FirstContact
from cairn.core import clock
from cairn.core.ids import new_id
from cairn.matching import actions as matching
from cairn.matching.models import Offer
from cairn.mentorship.models import Errand, ExitTalk, Farewell, Mentorship, Pulse
from cairn.notifications import actions as notifications
from cairn.people.models import NoContact, Person
from cairn.programs.models import Enrollment, Program
from cairn.safety import actions as safety
from tests import cast as casting
from tests.architecture.world import World
from tests.cast import Cast
from tests.factories import arrivals as arriving
from tests.factories import matching as pools
from tests.factories import mentorship

WHY = "A court said so."
AWAY = "willow@example.org"


def leave_rows(here: World) -> None:
    """Let two keep the coordinator away, of whom rows are there: a mentee and a mentor."""
    cast = here.cast
    program = casting.make_program(cast.program.organization, "Hedge program")
    mentee, other = (pools.waits(program, name) for name in ("Gorse Test", "Broom Test"))
    mentor, free = (pools.offers_places(program, name) for name in ("Osier Test", "Sallow Test"))
    _match(cast, (mentee, free), (other, mentor))
    _part(cast.admin, program, other.person)
    _offer(here, mentee, mentor)
    _order(cast, mentee.person, other.person, mentor.person)
    _arrive(cast)
    walk = Mentorship.objects.get(mentee=mentee.person, mentor=free.person)
    _ask_how_it_goes(walk, cast.mentor)
    _say_goodbye(walk, cast.mentor)
    owe(walk, cast.admin)
    told = {"kind": "mentorship.parted", "path": "/", "other": mentee.person}
    notifications.tell(person=cast.coordinator, **told)
    for person in (mentee.person, mentor.person):
        safety.block(by=person, person=cast.coordinator)


def _match(cast: Cast, *pairs: tuple[Enrollment, Enrollment]) -> None:
    """Pairs that were wished for and proposed; the first of them walk."""
    for mentee, mentor in pairs:
        matching.pin(by=cast.admin, mentee=mentee, mentor=mentor)
    (mentee, mentor), *_others = pairs
    pools.done(matching.suggest(by=cast.admin, program=mentee.program))
    mentorship.signed_by_both(mentorship.pair(mentee.program, mentee.person, mentor.person))


def _part(admin: Person, program: Program, mentee: Person) -> None:
    """A mentorship of one of the staff that a block ended which was undone since."""
    place = casting.enroll(program, admin, Enrollment.Side.MENTOR)
    walk = mentorship.pair(program, mentee, admin)
    _ask_how_it_goes(walk, admin)
    _say_goodbye(walk, admin)
    safety.unblock(by=mentee, block=safety.block(by=mentee, person=admin))
    place.ended_at = clock.now()  # so that their roles stay those of the table
    place.save(update_fields=["ended_at"])


def _ask_how_it_goes(walk: Mentorship, person: Person) -> None:
    Pulse.objects.create(organization_id=walk.organization_id, walk=walk, person=person, day=30)


def _say_goodbye(walk: Mentorship, person: Person) -> None:
    row = {"organization_id": walk.organization_id, "walk": walk, "person": person}
    Farewell.objects.create(**row, words="It was good to walk.")


def owe(walk: Mentorship, staff: Person) -> None:
    """Let staff owe a mentee, who has said goodbye, a talk and what they said they would do."""
    row = {"organization_id": walk.organization_id, "person": walk.mentee}
    today = clock.today(staff.time_zone)
    Errand.objects.create(**row, mentorship=walk, words="Ask.", who=staff, due_on=today)
    ExitTalk.objects.create(**row, walk=walk, answers={})
    _say_goodbye(walk, walk.mentee)


def _offer(here: World, mentee: Enrollment, mentor: Enrollment) -> None:
    """Offers to and of the cast's two with people they are kept from: open ones, and a closed one.

    By orders so new that what is open is so still.
    """
    cast = here.cast
    ids = [here.paths[at]["pk"] for at in ("choose_one", "request")]
    shown, asked = (Offer.objects.get(pk=pk) for pk in ids)
    _again(shown, mentor=mentor)
    _again(asked, mentee=mentee, person=mentee.person)
    _again(asked, mentee=mentee, person=mentee.person, closed_at=clock.now())
    for one, other in ((mentee.person, cast.mentor), (cast.mentee, mentor.person)):
        safety.keep_apart(by=cast.admin, person=one, other=other, reason=WHY)


def _arrive(cast: Cast) -> None:
    """What was asked and is for no staff, or not for the coordinator, who is kept from two."""
    program, by = cast.program, arriving.asker(cast)
    arriving.begun(cast, arriving.asker(cast))
    arrivals.withdraw(by=by, asking=arriving.sent(cast, by).asking)
    asked = arriving.sent(cast)
    enrolled = arrivals.enroll(by=cast.admin, program=program, display_name="Yarrow Test").person
    for person in (arrivals.welcome(by=cast.admin, asking=asked.asking), enrolled):
        safety.keep_apart(by=cast.admin, person=person, other=cast.coordinator, reason=WHY)
    FirstContact.objects.create(
        organization_id=program.organization_id,
        program=program,
        person=cast.coordinator,
        due_at=clock.now(),
    )


def _again(offer: Offer, **otherwise: object) -> None:
    """The same offer to or of somebody else."""
    for name, value in otherwise.items():
        setattr(offer, name, value)
    offer.pk = new_id()
    offer.save(force_insert=True)


def _order(cast: Cast, mentee: Person, other: Person, mentor: Person) -> None:
    """Orders about those whom the setter is kept from, about the reviewer, and of no staff now."""
    by, reviewer = cast.coordinator, cast.supervisor
    safety.keep_apart(by=by, person=mentee, address=AWAY, reason=WHY)
    safety.keep_apart(by=by, person=other, other=mentor, reason=WHY)
    safety.keep_apart(by=by, person=reviewer, address=AWAY, reason=WHY)
    lifted = safety.keep_apart(by=by, person=other, other=reviewer, reason=WHY)
    served = safety.keep_apart(by=by, person=other, address=AWAY, reason=WHY)
    NoContact.objects.filter(pk=lifted.pk).update(lifted_at=clock.now())
    NoContact.objects.filter(pk=served.pk).update(set_by=cast.facilitator)
