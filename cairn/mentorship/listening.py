"""What the clock does about silence: it notices it as the mentee's own plan says, and ends nothing.

Days are calendar days where the mentee lives, whatever their clocks do in between; nobody is told
before nine in the morning there. When a sign comes, what was noticed settles by itself.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from cairn.audit import records
from cairn.core import clock
from cairn.mentorship import notices
from cairn.mentorship.models import Mentorship, Silence, SilencePlan

MORNING = 9


def is_due(plan: SilencePlan, latest_sign: datetime, now: datetime, zone: str) -> bool:
    """Tell whether the days of a plan are over: so many calendar days, and it is morning. Pure."""
    here = ZoneInfo(zone)
    local = now.astimezone(here)
    days = (local.date() - latest_sign.astimezone(here).date()).days
    return days > plan.after_days or (days == plan.after_days and local.hour >= MORNING)


def notice(walk: Mentorship, plan: SilencePlan, latest_sign: datetime) -> None:
    """Notice a silence or its end, once; tell whoever the plan names."""
    silence = Silence.objects.filter(mentorship=walk, settled_at=None).first()
    if silence and latest_sign > silence.noticed_at:
        silence.settled_at = clock.now()
        silence.save(update_fields=["settled_at"])
        notices.forget_silence(silence)
    elif silence is None and is_due(plan, latest_sign, clock.now(), walk.mentee.time_zone):
        made = Silence.objects.create(
            organization_id=walk.organization_id, mentorship=walk, noticed_at=clock.now()
        )
        records.record(
            "mentorship.notice_silences",
            organization_id=walk.organization_id,
            actor_id=None,
            about=made.pk,
            person_id=walk.mentee_id,
        )
        notices.tell_of_silence(made, plan)
