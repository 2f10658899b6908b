"""What the two of the cast have between them, in the world that the doors are knocked at in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cairn.core import clock
from cairn.mentorship import actions as walking
from cairn.mentorship.models import Booking, Mentorship
from tests.factories import matching as pools
from tests.factories import mentorship

if TYPE_CHECKING:
    from tests.architecture.world import World


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
