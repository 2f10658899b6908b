"""What the two of the cast have between them, in the world that the doors are knocked at in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cairn.core import clock
from cairn.mentorship import actions as walking
from cairn.mentorship import queries as walks
from cairn.mentorship.models import Booking, Mentorship, Pulse, Silence, Turn
from cairn.mentorship.policies import Said
from cairn.programs.models import Enrollment
from cairn.recovery import actions as recovery
from cairn.recovery.parts import Idea
from tests import cast as casting
from tests.factories import matching as pools
from tests.factories import mentorship

if TYPE_CHECKING:
    from tests.architecture.world import World

NOTE = "We talked about Friday."


def said(world: World, met: Mentorship) -> None:
    """Something that the mentee means to do."""
    said = {"words": "Call the clinic.", "due_on": clock.today(met.mentee.time_zone).isoformat()}
    made = walking.commit(by=met.mentee, mentorship=met, words="Walk to the river.")
    here = "commitments think_of api:mentorships-pk-commitments"
    world.at(f"{here} api:mentorships-pk-thinking-of-you", pk=met.pk)
    settling = "keep_commitment let_go api:commitments-pk-kept api:commitments-pk-let-go"
    world.at(settling, pk=made.pk)
    world.sending("commitments api:mentorships-pk-commitments", **said)


def times_to_meet(world: World, met: Mentorship) -> None:
    """A time that staff proposed to the two, and a meeting that nobody told of yet."""
    by = world.cast.coordinator
    asked = mentorship.proposed(met, by, days=2)
    with pools.later(days=-2):
        told = mentorship.proposed(met, by, hours=30)
    here = "find_time api:mentorships-pk-proposals api:mentorships-pk-times"
    world.at(f"{here} api:mentorships-pk-planned", pk=met.pk)
    acts = "accept_time move_meeting cancel_meeting api:meetings-pk-yes"
    world.at(f"{acts} api:meetings-pk-move api:meetings-pk-cancel", pk=asked.pk)
    world.at("one_meeting api:meetings-pk api:meetings-pk-said", pk=told.pk)
    mentorship.agreed(met, days=40 + Booking.objects.count())  # where two worlds share people
    day = clock.today("America/New_York") + timedelta(days=9)
    own = {"day": day.isoformat(), "time": "10:00", "minutes": "60", "mode": "phone"}
    world.sending("find_time move_meeting", **own)
    at = (clock.now() + timedelta(days=9)).isoformat()
    world.sending("api:mentorships-pk-proposals api:meetings-pk-move", starts_at=at, mode="phone")
    world.sending("accept_time", read="0")
    world.sending("one_meeting api:meetings-pk-said", said="met")
    with pools.later(days=-2):
        lost = mentorship.proposed(met, by, hours=26)
    walking.say(by=met.mentor, meeting=lost, said=Turn.Kind.MISSED)
    of_staff = "told_by_staff follow_up api:mentorships-pk-told api:mentorships-pk-missed"
    world.at(of_staff, pk=met.pk)
    world.sending("told_by_staff", meeting=str(told.pk), said="not_met")
    world.sending("api:mentorships-pk-told", meeting_id=str(told.pk), said="not_met")
    world.sending("follow_up", meeting=str(lost.pk))
    world.sending("api:mentorships-pk-missed", meeting_id=str(lost.pk))


def notes(world: World, met: Mentorship) -> None:
    """The note of the first meeting: both wrote in it, one sees something otherwise, one signed."""
    held = met.meetings.get(is_first=True)
    walking.write_note(by=met.mentor, meeting=held, words=NOTE)
    walking.sign_note(by=met.mentor, meeting=held)
    walking.write_note(by=met.mentee, meeting=held, words=NOTE)
    for person in met.pair:
        walking.disagree(by=person, meeting=held, words=NOTE)
    api = "api:meetings-pk-note"
    world.at(f"note disagree sign_note {api} {api}-disagree {api}-sign", pk=held.pk)
    world.at("notes api:mentorships-pk-notes", pk=met.pk)
    world.sending(f"note {api} {api}-disagree", words="And about Saturday.")
    world.sending("disagree", **{"doubt-words": "And about Saturday."})
    world.sending("sign_note", read="4")
    world.sending(f"{api}-sign", number=4)


def saying_goodbye(world: World, met: Mentorship) -> None:
    """A last meeting that the two have planned, and the letter that the mentee keeps."""
    day = clock.today(met.program.time_zone) + timedelta(days=14)
    walking.plan_closing(by=met.mentee, walk=met, last_on=day)
    pages = "plan_closing drop_closing"
    world.at(f"{pages} api:mentorships-pk-closing api:mentorships-pk-closing-drop", pk=met.pk)
    world.sending("plan_closing api:mentorships-pk-closing", last_on=day.isoformat())
    own = met.farewells.get(person=met.mentee)
    walking.write_letter(by=met.mentee, farewell=own, words=NOTE)
    theirs = walking.write_letter(
        by=met.mentor, farewell=met.farewells.get(person=met.mentor), words=NOTE
    )
    walking.give_letter(by=met.mentor, farewell=theirs)
    api = "api:farewells-pk"
    world.at(f"farewell give_letter wish_contact {api} {api}-give {api}-contact", pk=own.pk)
    world.sending(f"farewell {api}", words="You picked up the phone.")
    world.sending(f"wish_contact {api}-contact", contact="hello")


def ended(world: World) -> None:
    """A mentor who has ended it: the mentee and the mentor are each to be talked with."""
    cast = world.cast
    program = casting.make_program(cast.program.organization, world.mark + "Harvest program")
    casting.enroll(program, cast.mentee, Enrollment.Side.MENTEE)
    tansy = pools.offers_places(program, "Tansy Test")
    walk = mentorship.signed_by_both(mentorship.pair(program, cast.mentee, tansy.person))
    walking.end(by=tansy.person, mentorship=walk, reason="")
    program.enrollments.exclude(person=cast.mentee).update(ended_at=clock.now())
    place = program.enrollments.get(person=cast.mentee)
    world.at("wait_again api:enrollments-pk-again", pk=place.pk)
    own, talk = walk.farewells.get(person=cast.mentee), walk.exit_talks.get(person=walk.mentor)
    here = "tell_exit stay_in_touch api:farewells-pk-exit"
    world.at(f"{here} api:farewells-pk-stay", pk=own.pk)
    world.sending("stay_in_touch", stays="yes")
    world.sending("api:farewells-pk-stay", stays=True)
    theirs = walk.farewells.select_related("walk").get(person=walk.mentor)
    walking.stay_in_touch(by=walk.mentor, farewell=theirs, stays=True)
    world.at("exit_talk api:exit-talks-pk", pk=talk.pk)
    world.sending("tell_exit", **{"exit-good": "The walks.", "exit-again": "yes"})
    world.sending(
        "exit_talk api:exit-talks-pk api:farewells-pk-exit", good="The walks.", again="yes"
    )


def changing(world: World) -> None:
    """A mentor whom the mentee has changed, and what they hand on; one whom they may change."""
    cast = world.cast
    program = casting.make_program(cast.program.organization, world.mark + "Drizzle program")
    casting.enroll(program, cast.mentee, Enrollment.Side.MENTEE)
    fennel = pools.offers_places(program, "Fennel Test")
    mentorship.pair(program, cast.mentee, fennel.person)
    place = program.enrollments.get(person=cast.mentee)
    handover = walking.change_mentor(by=cast.mentee, place=place)
    Enrollment.objects.filter(pk=place.pk).update(ended_at=clock.now())
    walking.write_handover(by=cast.mentee, handover=handover, words="I like to walk.")
    api = "api:handovers-pk"
    own = f"handover approve_handover take_back_handover {api} {api}-show {api}-take-back"
    world.at(own, pk=handover.pk)
    world.sending("handover api:handovers-pk", words="I like to walk.")
    now = cast.program.enrollments.get(person=cast.mentee)
    world.at("change_mentor api:enrollments-pk-change", pk=now.pk)


def planning_silence(world: World, met: Mentorship) -> None:
    """A plan of the mentee's for when they go quiet, and that they did."""
    plan = {"after_days": 7, "who": "both", "how": "text", "never": "My landlord."}
    if walks.silence_plan_of(met.mentee) is None:  # two worlds may share them; a new plan is a sign
        walking.plan_silence(by=met.mentee, **plan)
    silence = Silence.objects.create(
        organization_id=met.organization_id, mentorship=met, noticed_at=clock.now()
    )
    world.at("settle_silence api:silences-pk-reached", pk=silence.pk)
    world.sending("silence_plan api:silence-plan", **plan)


def staff_said(world: World, met: Mentorship) -> None:
    """Something that staff said to the mentee they would do, and when they ask how it goes."""
    by, program = world.cast.coordinator, met.program
    contact = met.contacts.filter(person=met.mentee).order_by("-due_on", "pk")[0]
    said = Said("Ask about the bus pass.", by, clock.today(by.time_zone))
    walking.keep_contact(by=by, contact=contact, answers={"safety": "safe"}, said=said)
    world.at("take_back_contact api:contacts-pk-take-back", pk=contact.pk)
    world.at("do_errand api:errands-pk-done", pk=met.errands.get().pk)
    world.at("rhythm api:programs-pk-rhythm", pk=program.pk)
    world.sending("rhythm", contact_days="7, 21", review_days="30, 90")
    world.sending("api:programs-pk-rhythm", contact_days=[7, 21], review_days=[30, 90])


def asked_how_it_goes(world: World, met: Mentorship) -> None:
    """The five questions, asked of the mentor; the mentee asks for help."""
    row = {"organization_id": met.organization_id, "walk": met, "day": 30}
    pulse = Pulse.objects.create(**row, person=met.mentor)
    mentees = Pulse.objects.create(**row, person=met.mentee)
    walking.answer_pulse(by=met.mentee, pulse=mentees, answers={"heard": 4}, asks_help=True)
    world.at("pulse api:pulses-pk", pk=pulse.pk)
    world.sending("pulse", heard="4")
    world.sending("api:pulses-pk", answers={"heard": 4})
    world.at("settle_help api:mentorships-pk-talked", pk=met.pk)


def ideas(world: World, met: Mentorship) -> None:
    """A line that the mentor suggests for the plan that the mentee shares."""
    idea = Idea("hours", "steps", "Text me one word.")
    made = recovery.suggest(by=met.mentor, walk=met, idea=idea)
    here = "take_suggestion leave_suggestion api:ideas-pk-take api:ideas-pk-leave"
    world.at(here, pk=made.pk)
    world.sending("send_idea", mentorship=str(met.pk), place="hours:places", words="The weir.")
    said = {"plan": "hours", "section": "places", "words": "The weir."}
    world.sending("api:ideas", mentorship_id=str(met.pk), **said)
