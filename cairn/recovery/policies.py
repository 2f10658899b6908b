"""A person's own days are theirs alone."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from cairn.consent.kinds import Kind
from cairn.consent.queries import shared_with
from cairn.core import clock
from cairn.core.verdict import ALLOWED, Verdict, refuse
from cairn.mentorship.models import Mentorship
from cairn.people.models import Person
from cairn.recovery import parts
from cairn.recovery.models import Suggestion, WrittenPlan
from cairn.recovery.parts import Idea, PlanKind

MOST_WAITING = 5
"""So many suggestions wait for an answer at once, and no more: a plan is no task."""

SHARED_AS = {PlanKind.COPING: Kind.PLAN, PlanKind.SAFETY: Kind.SAFETY}
"""The kind of data that a plan is in the ledger."""

STILL_TO_COME = _("That day is still to come. Choose today or earlier.")


def can_keep_own(person: Person) -> Verdict:
    """Anyone who is here: mentees and mentors alike."""
    if person.left_at is None:
        return ALLOWED
    return refuse("has_left", _("This account is closed."))


def can_look_at_shared(person: Person, mentorship: Mentorship) -> Verdict:
    """Each of the two; what they then find is for the ledger to say."""
    if mentorship.has(person):
        return ALLOWED
    return refuse("not_yours", _("This is between two other people."))


def can_begin(person: Person, started_on: date) -> Verdict:
    """Today or earlier, by the person's own calendar."""
    if started_on > clock.today(person.time_zone):
        return refuse("still_to_come", STILL_TO_COME)
    return can_keep_own(person)


def can_write_plan(by: Person, kind: str, said: Mapping[str, Any]) -> Verdict:
    """Anyone, their own: what the plan asks for, and no more than fits on its page."""
    if not parts.fits(kind, said):
        return refuse("does_not_fit", _("A plan holds no more than this. Please write less."))
    return can_keep_own(by)


def can_use_again(by: Person, plan: WrittenPlan) -> Verdict:
    """Whose plan it is."""
    if plan.person_id != by.pk:
        return refuse("not_yours", _("This is for someone else to say."))
    return can_keep_own(by)


def can_suggest(by: Person, walk: Mentorship, idea: Idea) -> Verdict:
    """The mentor, while the plan is shared with them: a line, and not too many at once."""
    if SHARED_AS[PlanKind(idea.kind)] not in shared_with(by, walk):
        return refuse("not_shared", _("This plan is not shared with you."))
    section = parts.sections(idea.kind).get(idea.section)
    if section is None or section.is_people or not idea.words.strip():
        return refuse("no_line", _("Write a line, and say for which part of the plan."))
    if len(idea.words) > parts.LONGEST_LINE:
        return refuse("too_long", _("Please write it in fewer words."))
    if walk.suggestions.filter(settled_at=None).count() >= MOST_WAITING:
        return refuse("many_wait", _("Some ideas of yours still wait. Leave them time to look."))
    return can_keep_own(by)


def can_settle_suggestion(by: Person, suggestion: Suggestion) -> Verdict:
    """Whose plan it is, once."""
    if suggestion.person_id != by.pk:
        return refuse("not_yours", _("This is for someone else to say."))
    if suggestion.settled_at:
        return refuse("settled", _("You have said so before."))
    return can_keep_own(by)
