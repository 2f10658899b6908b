"""Whom each of some mentees can't be matched with, whatever the two answered. Told to nobody.

Read along with the mentees, in their own query.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, Q, QuerySet, When

from cairn.matching.models import Offer
from cairn.mentorship.models import Mentorship
from cairn.people import apart
from cairn.programs.models import Enrollment

ASK_AGAIN_AFTER = timedelta(days=30)
"""A mentor who was not free for somebody, or whom they passed over, is not proposed sooner."""


def with_excluded(enrollments: QuerySet[Enrollment], on: date) -> QuerySet[Enrollment]:
    """Return enrollments, the mentees among them with the persons excluded for them.

    Those kept apart from them, those they walked with before, those whose mentor they are, those
    where one of the two was not free lately.
    """
    here = enrollments.order_by().values("person")
    walked = Mentorship.objects.filter(mentee=OuterRef("person")).values("mentor")
    mentored = Mentorship.objects.live().filter(mentor=OuterRef("person")).values("mentee")
    return enrollments.annotate(
        kept_apart=_of_mentees(apart.kept_from_among(here, "person")),
        walked_with=_of_mentees(ArraySubquery(walked)),
        walk_with_them=_of_mentees(ArraySubquery(mentored)),
        not_free=_of_mentees(ArraySubquery(_not_free(on).values("mentor__person"))),
    )


def excluded_pairs(mentees: Iterable[Any]) -> Iterator[tuple[UUID, UUID]]:
    """Return the pairs of persons, mentee first, of mentees read by `with_excluded`."""
    for each in mentees:
        known = {*each.walked_with, *each.walk_with_them}
        for other in {*each.kept_apart, *known, *each.not_free}:
            yield each.person_id, other


def _of_mentees(persons: Any) -> Case:
    """Ask it of mentees only: of mentors it would take long, and each pair is found once."""
    return Case(When(side=Enrollment.Side.MENTEE, then=persons))


def _not_free(on: date) -> QuerySet[Offer]:
    """Offers to a mentee that ended lately because one of the two did not wish to."""
    not_free = Q(outcome__in=[Offer.Outcome.NOT_FREE, Offer.Outcome.LAPSED]) & ~Q(asked_at=None)
    return Offer.objects.filter(
        not_free | Q(outcome=Offer.Outcome.PASSED),
        closed_at__date__gt=on - ASK_AGAIN_AFTER,
        person=OuterRef("person"),
    )
