"""One of each thing in one program's life, and which of them each route is asked for.

The cast stands in several programs, so that one pair can be unsigned, signed and walking at once.
Built inside a test's transaction, or into the database of a real server (`tests/filling.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cairn.arrivals import actions as asking
from cairn.arrivals import drafts
from cairn.arrivals.policies import Asker
from cairn.core import clock
from cairn.interop import actions as interop
from cairn.matching import actions as matching
from cairn.matching.models import Proposal
from cairn.mentorship import agreements
from cairn.people import actions as people
from cairn.people import devices
from cairn.people.models import Device, Person
from cairn.programs import actions as programs
from cairn.programs.models import Enrollment, Program, StaffRole
from cairn.safety import actions as safety
from tests import cast as casting
from tests.architecture import alone, between
from tests.cast import PASSWORD, Cast
from tests.factories import arrivals, consent, conversations, factors, mentorship
from tests.factories import interop as rosters
from tests.factories import matching as pools
from tests.factories.people import ADDRESS, give_address, invited

NOBODY = "nobody"
_API = "api:enrollments-pk"
WORDS = "Slept five hours. Coffee on the porch."


@dataclass
class World:
    """Everybody, what each route's path needs, and what each form of it needs to succeed."""

    cast: Cast
    paths: dict[str, dict[str, str]] = field(default_factory=dict)
    forms: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    asker: Asker | None = None  # who holds the code of something begun and not sent
    mark: str = ""  # begins the names of its programs, where an organization holds two worlds

    def at(self, names: str, **kwargs: object) -> None:
        """Say what the paths of some routes need."""
        for name in names.split():
            self.paths[name] = {key: str(value) for key, value in kwargs.items()}

    def sending(self, names: str, **data: Any) -> None:
        """Say what is sent to some routes for them to act."""
        for name in names.split():
            self.forms[name] = data

    @property
    def roles(self) -> dict[str, Person | None]:
        """The cast by role, nobody first and the outsider last."""
        return {NOBODY: None, **self.cast.people}


def build() -> World:
    """Assemble the cast and one of each thing; stands inside their organization afterwards."""
    world = World(casting.assemble())
    cast = world.cast
    for person in (cast.mentee, cast.mentor):
        give_address(person, ADDRESS if person is cast.mentee else "maple@example.org")
    live(world)
    _invitations(world)
    alone.own(world)
    alone.calendars(world)
    _signing_in(world)
    _kept_away(world)
    _never_matched(world)
    _serving(world)
    _arriving(world)
    between.changing(world)
    between.ended(world)
    return world


def live(world: World) -> None:
    """Let the two of a cast live through what a program holds."""
    pools.answered(world.cast)
    walk(world)
    _unsigned(world)
    _signed(world)
    _proposed(world)
    _offered(world)
    _asked(world)
    _programs(world)


def walk(world: World) -> None:
    """The cast's pair: a first meeting, messages, contacts that are due."""
    cast = world.cast
    with pools.later(days=-3):
        met = mentorship.met(cast)
    conversation = conversations.of(met)
    (message, *_) = conversations.written(conversation, cast.mentor, WORDS, "See you at six.")
    world.at("mentorship meeting ending talk_with shared", pk=met.pk)
    world.sending("share_with", mentorship=str(met.pk), kinds=["mood", "plan"], days="90")
    consent.shares(met)
    between.said(world, met)
    between.notes(world, met)
    between.saying_goodbye(world, met)
    between.times_to_meet(world, met)
    between.planning_silence(world, met)
    between.asked_how_it_goes(world, met)
    between.staff_said(world, met)
    between.ideas(world, met)
    world.at("api:mentorships-pk-meetings api:mentorships-pk-ending", pk=met.pk)
    world.sending("meeting", **_meeting())
    world.sending("api:mentorships-pk-meetings", met_at=clock.now().isoformat(), mode="phone")
    world.sending("ending api:mentorships-pk-ending", reason="We said goodbye.")
    world.at("conversation api:talk-pk-messages", pk=conversation.pk)
    world.sending("conversation api:talk-pk-messages", body=WORDS)
    world.at("since", pk=conversation.pk, last=message.pk)
    contact = met.contacts.order_by("due_on", "pk").first()
    assert contact
    world.at("contact contact_fine api:contacts-pk", pk=contact.pk)
    world.sending("contact api:contacts-pk", safety="safe", between="well")


def _unsigned(world: World) -> None:
    """Another mentor of the mentee, not signed yet."""
    cast = world.cast
    program = _program(world, "Noon program", mentees=[cast.mentee])
    aspen = pools.offers_places(program, "Aspen Test")
    matched = mentorship.pair(program, cast.mentee, aspen.person)
    world.at("agreement api:mentorships-pk-agreement api:mentorships-pk-signature", pk=matched.pk)
    world.sending("agreement", read="1", agreed="on")
    world.sending("api:mentorships-pk-signature", version=1, language="en")


def _signed(world: World) -> None:
    """Another mentee of the mentor, not met yet."""
    cast = world.cast
    program = _program(world, "Afternoon program", mentors=[cast.mentor])
    bracken = pools.waits(program, "Bracken Test")
    begun = mentorship.signed_by_both(mentorship.pair(program, bracken.person, cast.mentor))
    world.at("first_meeting api:mentorships-pk-first-meeting", pk=begun.pk)
    world.sending("first_meeting", **_meeting(), third_person="declined")
    by_machine = {"met_at": clock.now().isoformat(), "mode": "phone", "third_person": "declined"}
    world.sending("api:mentorships-pk-first-meeting", **by_machine)


def _proposed(world: World) -> None:
    """The board of the cast's program: Wren is proposed to Juniper, Fern waits in vain."""
    cast = world.cast
    wren = pools.waits(cast.program, "Wren Test")
    pools.waits(cast.program, "Fern Test", languages=("so",))
    juniper = pools.offers_places(cast.program, "Juniper Test", 3, story="I bring my dog.")
    alder = pools.offers_places(cast.program, "Alder Test", 2)
    run = pools.ran(cast)
    clover = pools.offers_places(cast.program, "Clover Test", languages=("so",))
    wish = matching.forbid(by=cast.coordinator, mentee=wren, mentor=clover)
    world.at("approve_all api:runs-pk api:runs-pk-proposals api:runs-pk-approve", pk=run.pk)
    world.at("lift api:matching-wishes-pk-lift", pk=wish.pk)
    proposal = pools.proposal_for(run, wren)
    _of_the_board(world, proposal, wren, alder if proposal.mentor == juniper else juniper)


def _offered(world: World) -> None:
    """A program in which the mentee is shown somebody to choose."""
    cast = world.cast
    program = _program(world, "Morning program", mentees=[cast.mentee])
    pools.offers_places(program, "Hawthorn Test", 2, story="I was where you are.")
    pools.offers_places(program, "Elm Test", 2, story="I grow tomatoes.")
    _run_and_approve(cast, program)
    (offer, *_others) = pools.shown_to(cast.mentee)
    world.at("choose_one api:offers-pk-choose", pk=offer.pk)
    mentee = "leave_to_us ask_for_others api:enrollments-pk-you-choose api:enrollments-pk-others"
    world.at(mentee, pk=offer.mentee_id)


def _asked(world: World) -> None:
    """A program in which somebody asked the mentor."""
    cast = world.cast
    program = _program(world, "Night program", mentors=[cast.mentor])
    sorrel = pools.waits(program, "Sorrel Test", interests=("music",))
    _run_and_approve(cast, program)
    offer = matching.choose(by=sorrel.person, offer=pools.shown_to(sorrel.person)[0])
    routes = "request accept not_free api:requests-pk-accept api:requests-pk-not-free"
    world.at(routes, pk=offer.pk)


def _program(
    world: World, name: str, *, mentees: Iterable[Person] = (), mentors: Iterable[Person] = ()
) -> Program:
    """Another program of the cast's organization."""
    program = casting.make_program(world.cast.program.organization, world.mark + name)
    for person in mentees:
        casting.enroll(program, person, Enrollment.Side.MENTEE)
    for person in mentors:
        casting.enroll(program, person, Enrollment.Side.MENTOR, capacity=3)
    return program


def _run_and_approve(cast: Cast, program: Program) -> None:
    run = pools.done(matching.suggest(by=cast.coordinator, program=program))
    matching.approve_all(by=cast.coordinator, run=run)


def _of_the_board(world: World, proposal: Proposal, mentee: Enrollment, mentor: Enrollment) -> None:
    board = "approve pin forbid override explain api:proposals-pk-approve api:proposals-pk-override"
    world.at(board, pk=proposal.pk)
    world.at(
        "board suggest weights fairness mentors_needed matches api:programs-pk-runs",
        pk=proposal.run.program_id,
    )
    world.sending("weights", **pools.WEIGHING, keep="1")
    other = {"mentor": str(mentor.pk), "mentor_id": str(mentor.pk), "reason": "They asked for her."}
    world.sending("override api:proposals-pk-override", **other)
    pair = {"mentee_id": str(mentee.pk), "mentor_id": str(mentor.pk)}
    world.sending("api:matching-pins api:matching-forbids", **pair)


def _meeting() -> dict[str, str]:
    """A meeting just now, as a form says it to people in New York."""
    now = clock.now().astimezone(ZoneInfo("America/New_York"))
    return {"met_on": f"{now:%Y-%m-%d}", "met_at": f"{now:%H:%M}", "mode": "in_person"}


def _programs(world: World) -> None:
    cast = world.cast
    world.at(
        "program roster api:programs-pk-roster api:programs-pk-enrollments", pk=cast.program.pk
    )
    world.at("someone open_contact api:people-pk-contact", pk=cast.mentee.pk)
    new = {"name": "Dawn program", "setting": "outpatient", "time_zone": "America/Chicago"}
    world.sending("add_program api:programs", **new)
    newcomer = casting.make_person(cast.program.organization, "Linnet Test")
    bare = {"cleared_at": None, "trained_at": None}
    place = casting.enroll(cast.program, newcomer, Enrollment.Side.MENTOR, **bare)
    world.at(f"clear train pause {_API}-clear {_API}-train {_API}-pause", pk=place.pk)
    paused = casting.make_person(cast.program.organization, "Larch Test")
    resting = {"paused_at": clock.now()}
    place = casting.enroll(cast.program, paused, Enrollment.Side.MENTOR, **resting)
    world.at(f"resume {_API}-resume", pk=place.pk)
    text = rosters.roster_file(rosters.mentee("E9"), rosters.mentor("R9")).decode()
    draft = interop.keep_draft(by=cast.coordinator, program=cast.program, text=text)
    world.at("roster_draft import_draft", pk=draft.pk)
    world.sending("api:programs-pk-enrollments", side="mentee")
    world.sending("roster api:programs-pk-roster", file=text.encode())


def _invitations(world: World) -> None:
    cast = world.cast
    organization = cast.program.organization
    _someone, code = invited(organization, "Poppy Test")
    world.at("join join_on_paper", code=code)
    world.sending("open_invitation", code=code)
    world.sending("join", address="poppy@example.org", password=PASSWORD)
    known = people.add_person(
        by=cast.coordinator,
        display_name="Thistle Test",
        email="thistle@example.org",
    )
    casting.enroll(cast.program, known, Enrollment.Side.MENTEE)
    world.at("invite invite_by_mail api:people-pk-invitation", pk=known.pk)


def _signing_in(world: World) -> None:
    """The mentee holds a passkey, the mentor an app with spare codes, the others neither."""
    cast = world.cast
    passkey = factors.passkey(cast.mentee.account)
    factors.app(cast.mentor.account)
    world.at("mfa_edit_webauthn mfa_remove_webauthn", pk=passkey.pk)
    world.sending("mfa_edit_webauthn", name="Old phone")
    forgetful = give_address(casting.make_person(cast.program.organization, "Yew Test"), "y@e.org")
    key = default_token_generator.make_token(forgetful)
    world.at("account_reset_password_from_key", uidb36=user_pk_to_url_str(forgetful), key=key)
    code = people.make_paper_code(by=cast.supervisor)
    world.sending("sign_in_on_paper confirm_paper", code=code)
    fourth = casting.make_person(cast.program.organization, "Aspen Test")
    casting.serve(fourth, StaffRole.Kind.COORDINATOR)
    attestation = programs.attest(by=fourth, person=cast.mentee)
    world.at("way_in", pk=cast.mentor.pk)
    world.at("confirm_way_in", pk=attestation.pk)
    world.sending("account_login", login=ADDRESS, password=PASSWORD)
    world.sending("account_reset_password", email=ADDRESS)
    again = {"password1": PASSWORD + " now", "password2": PASSWORD + " now"}
    world.sending("account_change_password", oldpassword=PASSWORD, **again)
    session_of(cast.mentee)
    world.at("end_device", pk=Device.objects.get(account=cast.mentee.account).pk)
    world.sending("account_reauthenticate mfa_reauthenticate", password=PASSWORD)


def _kept_away(world: World) -> None:
    """Somebody whom the mentee blocked."""
    cast = world.cast
    nettle = casting.make_person(cast.program.organization, "Nettle Test")
    made = safety.block(by=cast.mentee, person=nettle)
    world.at("block", pk=cast.mentor.pk)
    world.at("unblock api:blocks-pk-undo", pk=made.pk)
    world.sending("api:blocks", person_id=str(cast.mentor.pk))
    casting.serve(cast.supervisor, StaffRole.Kind.SAFETY)
    why = {"reason": "A court said so."}
    apart = safety.keep_apart(by=cast.coordinator, person=nettle, address="t@example.org", **why)
    world.at("lift_apart api:apart-pk-lift", pk=apart.pk)
    world.at("keep_apart reviewer api:people-pk-apart", pk=cast.mentee.pk)
    world.sending("keep_apart", other="thistle@example.org", **why)
    world.sending("api:people-pk-apart", address="thistle@example.org", **why)


def _serving(world: World) -> None:
    """A role that somebody holds, and one that somebody may be given."""
    held = StaffRole.objects.get(person=world.cast.facilitator)
    world.at("end_role api:roles-pk-end", pk=held.pk)
    world.at("roles_of api:people-pk-roles", pk=world.cast.mentor.pk)
    world.sending("roles_of", kind="facilitator", program="all")
    world.sending("api:people-pk-roles", kind="facilitator")
    named = {"display_name": "Plover Test", "kind": "facilitator"}
    world.sending("add_staff", **named, program="all")
    world.sending("api:staff", **named)


def _arriving(world: World) -> None:
    """A page on which anyone may ask, and what somebody asked there."""
    cast = world.cast
    door, contact = arrivals.asked(cast)
    world.at("ask_here", code=door.code)
    world.sending("ask", code=door.code)
    world.asker = arrivals.asker(cast)
    arrivals.begun(cast, world.asker)
    world.sending("asking", **arrivals.SAID)
    here = "arrival arrival_tried welcome_arrival set_aside"
    api = "api:first-contacts-pk"
    world.at(f"{here} {api}-kept {api}-tried {api}-welcome {api}-aside", pk=contact.pk)
    world.sending(f"arrival {api}-kept", how="phone", words="See you at six.")
    by = arrivals.asker(cast)
    own = asking.send(by=by, asking=arrivals.begun(cast, by), known=cast.mentee)
    world.at(f"take_as {api}-known", pk=own.pk)
    world.sending("take_as", person=str(cast.mentee.pk))
    world.sending(f"{api}-known", person_id=str(cast.mentee.pk))
    agreed = {f"words_{each}": words for each, words in agreements.defaults().items()}
    world.at("agreement_texts api:programs-pk-agreement", pk=cast.program.pk)
    world.sending("agreement_texts", **agreed)
    world.sending("api:programs-pk-agreement", words=agreements.defaults())
    at_program = "door close_door card enroll api:programs-pk-door"
    world.at(
        f"{at_program} api:programs-pk-door-close api:programs-pk-arrivals", pk=cast.program.pk
    )
    world.sending("enroll api:programs-pk-arrivals", display_name="Yarrow Test", language="en")


def _never_matched(world: World) -> None:
    """Somebody whom the mentee named as theirs never to be matched with."""
    named = matching.avoid(by=world.cast.mentee, called="Bramble Test", bond="work")
    world.sending("not_with api:not-with", called="Sumac Test", bond="home")
    world.sending("take_back", entry=named.key)
    world.sending("api:not-with-take-back", id=named.key)


def session_of(person: Person) -> str:
    """Open a session for somebody, as if they gave their password within the next hour.

    Knocking at every door takes longer than what is given now counts.
    """
    client = Client()
    client.force_login(person.account)
    session = client.session
    devices.call(session, is_own=True)
    factors.shown(session, person.account)
    session.save()
    return str(session.session_key)


def session_of_asker(asker: Asker | None) -> str:
    """Open a session of nobody's, in which the code is held of what they began to ask."""
    session = Client().session
    if asker:
        drafts.hold(session, asker.code)
    session.save()
    return str(session.session_key)


def fresh(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is sent, its files unread."""
    return {
        name: SimpleUploadedFile("roster.csv", value) if isinstance(value, bytes) else value
        for name, value in form.items()
    }
