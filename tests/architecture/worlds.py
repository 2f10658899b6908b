"""The same rows in the hands of others, near and far: what a stranger of each kind knocks for."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from cairn.api.models import Token
from cairn.core import clock
from cairn.core.ids import new_id
from cairn.core.walls import acting_in
from cairn.interop.models import RosterDraft
from cairn.matching import actions as matching
from cairn.matching.engine import Settings
from cairn.matching.models import Offer
from cairn.people.models import Device, Person
from cairn.people.session_store import hash_of
from cairn.programs import actions as programs
from cairn.programs.models import Attestation, Enrollment, Program, StaffRole
from cairn.safety import actions as safety
from tests import cast as casting
from tests.architecture import kept, world
from tests.architecture.world import World
from tests.cast import Cast
from tests.factories import mentorship

HERE = "here"


@dataclass(frozen=True)
class Worlds:
    """The world of the cast, and the others by where they are."""

    here: World
    others: dict[str, World]

    @property
    def all(self) -> dict[str, World]:
        return {HERE: self.here, **self.others}


def build() -> Worlds:
    """Build them all; stands inside the cast's organization afterwards."""
    here = world.build()
    others = {
        "over, of the mentee": _over(here, mentee=here.cast.mentee),
        "over, of the mentor": _over(here, mentor=here.cast.mentor),
        "others, same program": _beside(here),
        "others, elsewhere": _away(here),
        "others, abroad": _abroad(here),
        "of two who serve": _of_two_who_serve(here),
        "blocked": _kept(here, "Gone program", _blocks),
        "no-contact": _kept(here, "Court program", _is_kept_apart),
    }
    kept.leave_rows(here)
    elsewhere = others["others, elsewhere"].cast
    _leave_behind(here, elsewhere.program)
    _know(here, elsewhere.mentee, here.cast.supervisor)
    return Worlds(here, others)


def _leave_behind(here: World, elsewhere: Program) -> None:
    """Leave rows that look like somebody's and are so no longer, or not yet."""
    cast, program = here.cast, here.cast.program
    gone = casting.make_person(program.organization, "Heron Test")
    casting.enroll(program, gone, Enrollment.Side.MENTEE, ended_at=clock.now())
    row = {"organization_id": program.organization_id}
    Token.objects.create(
        **row, person=cast.mentee, name="Lost", token_hash="0" * 64, revoked_at=clock.now()
    )
    RosterDraft.objects.create(**row, person=cast.supervisor, program=elsewhere, text="")
    matching.weigh(by=cast.coordinator, program=elsewhere, settings=Settings())
    offer = Offer.objects.get(pk=here.paths["choose_one"]["pk"])
    offer.pk, offer.mentor = new_id(), program.enrollments.get(person=cast.mentor)
    offer.save(force_insert=True)


def _know(here: World, *forgetful: Person) -> None:
    """Say, as an admin of whom the table tells nothing, that one knows them."""
    by = Attestation.objects.get(pk=here.paths["confirm_way_in"]["pk"]).attested_by
    casting.serve(by, StaffRole.Kind.ADMIN)
    for person in forgetful:
        programs.attest(by=by, person=person)


def _over(here: World, mentee: Person | None = None, mentor: Person | None = None) -> World:
    """A mentorship of one of the cast that has ended."""
    name = "Dusk program" if mentee else "Midnight program"
    cast = _two_of(here.cast, name, mentee=mentee, mentor=mentor)
    over = World(cast)
    world.walk(over)
    met = cast.mentee.as_mentee.get(mentor=cast.mentor)
    mentorship.actions.end(by=cast.mentee, mentorship=met, reason="")
    over.at("agreement api:mentorships-pk-agreement api:mentorships-pk-signature", pk=met.pk)
    over.at("end_device", pk=_lost(cast.mentee))
    return over


def _lost(person: Person) -> str:
    """A device of somebody who was signed in there until just now."""
    device = Device.objects.filter(pk=hash_of(world.session_of(person)))
    device.update(expire_date=clock.now())
    return device.get().pk


def _of_two_who_serve(here: World) -> World:
    """A mentorship of two of the staff: what they tell is for others of the staff to ask."""
    cast = replace(here.cast, mentee=here.cast.coordinator, mentor=here.cast.admin)
    casting.enroll(cast.program, cast.mentee, Enrollment.Side.MENTEE)
    casting.enroll(cast.program, cast.mentor, Enrollment.Side.MENTOR)
    serving, met = World(cast), mentorship.met(cast)
    serving.at("contact api:contacts-pk", pk=met.contacts.order_by("due_on", "pk")[0].pk)
    kept.owe(met, cast.supervisor)
    places = cast.program.enrollments.filter(person__in=met.pair)
    places.update(ended_at=clock.now())  # so that their roles stay those of the table
    return serving


def _kept(here: World, name: str, keep: Callable[[Cast, Person], object]) -> World:
    """A mentor of the cast's mentee who is kept from them, and from the coordinator."""
    kept = World(_two_of(here.cast, name, mentee=here.cast.mentee))
    world.walk(kept)
    mentor, met = kept.cast.mentor, kept.cast.mentee.as_mentee.get(mentor=kept.cast.mentor)
    kept.at("agreement api:mentorships-pk-agreement api:mentorships-pk-signature", pk=met.pk)
    kept.at("someone open_contact api:people-pk-contact keep_apart way_in", pk=mentor.pk)
    kept.at("pause api:enrollments-pk-pause", pk=mentor.enrollments.get().pk)
    for other in (kept.cast.mentee, kept.cast.coordinator):
        keep(kept.cast, other)
    return kept


def _blocks(cast: Cast, other: Person) -> None:
    safety.block(by=cast.mentor, person=other)


def _is_kept_apart(cast: Cast, other: Person) -> None:
    """By an order so new that what the two have goes on."""
    safety.keep_apart(by=cast.admin, person=cast.mentor, other=other, reason="A court said so.")


def _beside(here: World) -> World:
    """Two others of the cast's program, one more mentee and one more mentor."""
    beside = World(_two(here.cast, here.cast.program))
    world.walk(beside)
    beside.at("someone open_contact api:people-pk-contact", pk=beside.cast.mentee.pk)
    return beside


def _away(here: World) -> World:
    """All of it again, in other programs of the organization."""
    away = World(_two_of(here.cast, "Far side program"), mark="Far ")
    world.live(away)
    return away


def _abroad(here: World) -> World:
    """All of it again, in the outsider's organization, where the outsider is the staff."""
    outsider = here.cast.outsider
    with acting_in(outsider.organization_id):
        program = casting.make_program(outsider.organization, "Shore program")
        staff = dict.fromkeys(("coordinator", "supervisor", "admin"), outsider)
        abroad = World(replace(_two(here.cast, program), **staff))
        world.live(abroad)
    return abroad


def _two_of(cast: Cast, name: str, **known: Person | None) -> Cast:
    return _two(cast, casting.make_program(cast.program.organization, name), **known)


def _two(
    cast: Cast, program: Program, mentee: Person | None = None, mentor: Person | None = None
) -> Cast:
    """A cast about two people who were not in the program before."""
    organization = program.organization
    mentee = mentee or casting.make_person(organization, f"Dogwood Test {program.name}")
    mentor = mentor or casting.make_person(organization, f"Tupelo Test {program.name}")
    casting.enroll(program, mentee, Enrollment.Side.MENTEE)
    casting.enroll(program, mentor, Enrollment.Side.MENTOR)
    return replace(cast, program=program, mentee=mentee, mentor=mentor)
