"""The board of pairs: every mentorship that goes on and what it needs, the most pressing first.

That a pair has gone quiet is said; when they last had contact, and how often, is not.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from cairn.conversations import quiet
from cairn.core import clock
from cairn.mentorship.models import Meeting, Mentorship, Silence, SupportContact
from cairn.people.models import Person

PAGE = 50


class Needs(models.IntegerChoices):
    """What a pair needs of staff; the smaller, the more pressing."""

    CONTACT = 1, _("A contact is overdue")
    REACHING = 2, _("Asked you to reach out")
    MISSED = 3, _("Missed a meeting")
    SIGNING = 4, _("Not signed by both")
    MEETING = 5, _("No first meeting yet")
    QUIET = 6, _("It has gone quiet")
    NOTHING = 7, _("On their way")

    @property
    def code(self) -> str:
        """The word for it in addresses and in the API."""
        return self.name.lower()

    @property
    def kind(self) -> str:
        """The small stone it is shown with."""
        return {Needs.CONTACT: "late", Needs.NOTHING: "kept"}.get(self, "due")


@dataclass(frozen=True)
class Pair:
    """One mentorship on the board."""

    mentorship: Mentorship
    needs: Needs


@dataclass(frozen=True)
class Page:
    """A page of the board; `more` is the key of its last pair where others follow."""

    pairs: list[Pair]
    more: UUID | None


def board_of(person: Person, needs: Needs | None = None, after: UUID | None = None) -> Page:
    """Return pairs of the programs a person serves, all or those of one need, the oldest first.

    One query, two where there was a page before; an unknown key is the beginning.
    """
    rows: QuerySet[Any] = _with_needs(Mentorship.objects.live().served_by(person), person)
    if needs:
        rows = rows.filter(needs=needs)
    last = rows.filter(pk=after).values_list("needs", "matched_at").first() if after else None
    if after and last:
        rows = rows.filter(_comes_after(last[0], last[1], after))
    named = rows.select_related("mentee", "mentor", "program")
    found = list(named.order_by("needs", "matched_at", "pk")[: PAGE + 1])
    pairs = [Pair(row, Needs(row.needs)) for row in found[:PAGE]]
    return Page(pairs, found[PAGE - 1].pk if len(found) > PAGE else None)


def _with_needs(rows: QuerySet[Mentorship], person: Person) -> QuerySet[Mentorship]:
    this = OuterRef("pk")
    today = clock.today(person.time_zone)
    overdue = SupportContact.objects.filter(mentorship=this, kept_at=None, due_on__lt=today)
    called = Silence.objects.for_staff().filter(mentorship=this)
    missed = Meeting.objects.waiting().filter(mentorship=this)
    held = Meeting.objects.held().filter(mentorship=this)
    first = Meeting.objects.filter(mentorship=this, is_first=True)
    met = Subquery(held.order_by("-starts_at").values("starts_at")[:1])
    latest_sign = Greatest(
        "begun_at", "conversation__latest_at", met
    )  # what is null is passed over
    return rows.alias(latest_sign=latest_sign).annotate(
        needs=Case(
            When(Exists(overdue), then=Value(Needs.CONTACT)),
            When(Exists(called), then=Value(Needs.REACHING)),
            When(Exists(missed), then=Value(Needs.MISSED)),
            When(begun_at=None, then=Value(Needs.SIGNING)),
            When(~Exists(first), then=Value(Needs.MEETING)),
            When(
                latest_sign__lte=quiet.silent_since(clock.now()),
                then=Value(Needs.QUIET),
            ),
            default=Value(Needs.NOTHING),
        )
    )


def _comes_after(needs: int, matched_at: datetime, pk: UUID) -> Q:
    same = Q(needs=needs)
    same_moment = same & Q(matched_at=matched_at)
    return Q(needs__gt=needs) | same & Q(matched_at__gt=matched_at) | same_moment & Q(pk__gt=pk)


def needs_called(code: str) -> Needs | None:
    """Return what a word of an address means; None for all, and for what means nothing."""
    return next((each for each in Needs if each.code == code), None)
