"""Telling of a check-in, later, in the background: only those who may see of it by then."""

from uuid import UUID

from procrastinate.contrib.django import app

from cairn.consent import notices
from cairn.consent import queries as consent
from cairn.core.walls import acting_in
from cairn.people.keys import store as keys
from cairn.recovery.models import CheckIn


@app.task(name="recovery.tell_mentors")
def tell_mentors(*, organization_id: str, check_in_id: str) -> None:
    """Tell the mentors with whom some of a check-in is shared when this runs."""
    with acting_in(UUID(organization_id)), keys.keep_in_mind():
        kept = CheckIn.objects.select_related("person").filter(pk=check_in_id).first()
        if kept is None:
            return
        for mentorship in consent.walks_that_share(kept.person, kept.said):
            notices.tell_of_shared(mentorship)
