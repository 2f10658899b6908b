"""What somebody has for themself, in the world that the doors are knocked at in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cairn.api import tokens
from cairn.core import clock
from cairn.mentorship import actions as walking
from cairn.recovery import actions as recovery
from cairn.recovery.support import CheckIn
from tests.factories import recovery as plans

if TYPE_CHECKING:
    from tests.architecture.world import World

STEP = "Call Maple"


def own(world: World) -> None:
    cast = world.cast
    token, _secret = tokens.issue(person=cast.mentee, name="A script")
    world.at("revoke_token open_token", pk=token.pk)
    world.sending("tokens", name="Another script")
    own = {"display_name": "Rowan", "language": "en", "theme": ""}
    world.sending("me api:me", **own)
    world.sending("share_before_yes", **{"asked-kinds": ["languages"], "asked-days": "365"})
    world.sending("api:consents", kinds=["languages"], days=365)
    world.sending("switch_organization", person=str(cast.mentee.pk))
    low = {"mood": "2", "craving": "5", "connection": "2", "sleep": "2"}
    world.sending("check_in", **low)
    world.at("own_plan plan_versions", kind="hours")
    world.at("write_plan", kind="hours", part="3")
    world.sending("write_plan", steps="Call Maple\nWalk to the river")
    world.sending("api:check-ins", mood=2, craving=5)
    world.sending("api:plans-hours", steps=["Call Maple"], people=[{"name": "Maple"}])
    world.sending("api:plans-safe", signs=["I go quiet"], helpers=[{"name": "The clinic"}])
    since = (clock.now() - timedelta(days=3)).date().isoformat()
    world.sending("start api:stretches", started_on=since)
    maple = {"name": "Maple", "phone": "555 0100", "hours": "any", "says": "Wake me."}
    plan = plans.plan(cast.mentee, STEP, "Walk to the river", people=[maple])
    plans.safety_plan(cast.mentee, "I go quiet", helpers=[maple])
    world.at("old_plan api:plan-versions-pk-use", pk=plan.pk)
    recovery.check_in(by=cast.mentee, answers=CheckIn(mood=3, craving=2, connection=3, sleep=4))


def calendars(world: World) -> None:
    """The mentee's calendar reads a feed, is mailed what they agree on, and was read itself."""
    mentee, text = world.cast.mentee, b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    walking.make_feed(by=mentee)
    link = walking.make_feed(by=mentee)
    world.at("calendar_feed", secret=link.rpartition("/")[2].removesuffix(".ics"))
    walking.wish_for_mail(by=mentee, is_wished=True)
    walking.upload_calendar(by=mentee, data=text)
    nowhere = "https://calendar.invalid/own.ics"
    world.sending("link_calendar api:calendar-own", link=nowhere)
    world.sending("upload_calendar api:calendar-file", file=text)
    world.sending("wish_for_mail", wished="yes")
    world.sending("api:calendar-mail", is_wished=True)
