"""Who has gone quiet for as long as their own plan says: looked for by the clock, ends nothing.

A sign is anything the mentee lets the other know: a message, a meeting held, a commitment,
“thinking of you”, or that somebody got in touch. What they keep for themself is none. The days
begin with the plan at the earliest: whoever has just made one is here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, QuerySet, Subquery

from cairn.conversations.models import Message
from cairn.core.walls import acting_in
from cairn.mentorship import listening
from cairn.mentorship.models import Commitment, Meeting, Mentorship, Silence
from cairn.people import queries as people
from cairn.people.keys import store as keys


def notice_silences() -> None:
    """Look at every mentorship whose mentee has a plan, each in a transaction of its own."""
    for organization_id in people.organizations():
        with acting_in(organization_id):
            ids = list(_planned().values_list("pk", flat=True))
        for pk in ids:
            with keys.keep_in_mind(), acting_in(organization_id):
                _look(pk)


def _look(pk: UUID) -> None:
    walk = _planned().filter(pk=pk).select_for_update(of=("self",)).first()
    if walk:
        listening.notice(walk, walk.mentee.silence_plan, _latest_sign(walk))


def _planned() -> QuerySet[Mentorship]:
    walks = Mentorship.objects.live().begun().filter(mentee__silence_plan__dropped_at=None)
    planned = walks.exclude(mentee__silence_plan=None)
    return planned.select_related("mentee__silence_plan", "mentor", "program")


def _latest_sign(walk: Mentorship) -> datetime:
    """Return when there was a sign last; a day without an hour counts as its noon there."""
    here = OuterRef("pk")
    messages = Message.objects.filter(conversation__mentorship=here, sent_by=walk.mentee_id)
    commitments = Commitment.objects.filter(mentorship=here, made_by=walk.mentee_id)
    signs = Mentorship.objects.filter(pk=walk.pk).values_list(
        "begun_at",
        "mentee__silence_plan__made_at",
        _latest(messages, "created_at", by="pk"),
        _latest(Meeting.objects.held().filter(mentorship=here), "starts_at"),
        _latest(commitments, "created_at"),
        _latest(Silence.objects.filter(mentorship=here).exclude(settled_at=None), "settled_at"),
    )
    return max(_known([*signs.get(), _thought(walk)]))


def _latest(rows: QuerySet[Any], moment: str, *, by: str = "") -> Subquery:
    return Subquery(rows.order_by(f"-{by or moment}").values(moment)[:1])


def _thought(walk: Mentorship) -> datetime | None:
    row = walk.thoughts.filter(person=walk.mentee_id).first()
    zone = ZoneInfo(walk.mentee.time_zone)
    return datetime.combine(row.latest_on, time(12), tzinfo=zone) if row else None


def _known(moments: Iterable[datetime | None]) -> list[datetime]:
    return [moment for moment in moments if moment]
