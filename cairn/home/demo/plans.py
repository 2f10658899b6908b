"""Plans of the mentee everybody meets first, written and shared by the actions themselves."""

from datetime import datetime, timedelta

from cairn.consent import actions as consent
from cairn.consent.kinds import Kind
from cairn.core import clock
from cairn.home.demo import words
from cairn.mentorship.models import Mentorship
from cairn.recovery import actions
from cairn.recovery.parts import Idea, PlanKind


def write(walk: Mentorship, now: datetime) -> None:
    """Let a plan grow in two steps, with an idea of the mentor's taken and one that waits."""
    mentee, coping = walk.mentee, PlanKind.COPING
    with clock.pinned(now - timedelta(days=30)):
        actions.write_plan(by=mentee, kind=coping, said=words.HARD_NIGHT)
        actions.write_plan(by=mentee, kind=PlanKind.SAFETY, said=words.STAYING_SAFE)
        consent.share(by=mentee, mentorship=walk, kinds=[Kind.MOOD, Kind.PLAN])
    with clock.pinned(now - timedelta(days=9)):
        idea = Idea(coping, "steps", words.IDEA_TAKEN)
        taken = actions.suggest(by=walk.mentor, walk=walk, idea=idea)
    with clock.pinned(now - timedelta(days=8)):
        actions.take_suggestion(by=mentee, suggestion=taken)
    with clock.pinned(now - timedelta(days=1)):
        idea = Idea(coping, "places", words.IDEA_WAITING)
        actions.suggest(by=walk.mentor, walk=walk, idea=idea)
