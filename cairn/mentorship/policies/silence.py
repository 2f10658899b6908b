"""Who plans for when they go quiet, and who says that somebody got in touch."""

from django.utils.translation import gettext_lazy as _

from cairn.core.verdict import ALLOWED, Verdict, refuse
from cairn.mentorship.models import Silence, SilencePlan
from cairn.people.models import Person
from cairn.programs.policies import can_coordinate, is_mentee

FEWEST_DAYS, MOST_DAYS = 1, 90
LONGEST_SILENCE_PLAN = 500


def can_plan_silence(person: Person, after_days: int, *said: str) -> Verdict:
    """Mentees, each for themself: between one day and ninety, in a few words."""
    if not FEWEST_DAYS <= after_days <= MOST_DAYS:
        return refuse("days", _("Between 1 and 90 days."))
    if any(len(words) > LONGEST_SILENCE_PLAN for words in said):
        return refuse("too_long", _("That is too long. Say a little less."))
    return is_mentee(person)


def can_drop_silence(person: Person, plan: SilencePlan | None) -> Verdict:
    """Whose plan it is, while there is one."""
    if plan is None or plan.dropped_at or plan.person_id != person.pk:
        return refuse("no_plan", _("There is no plan now."))
    return ALLOWED


def can_settle_silence(person: Person, silence: Silence) -> Verdict:
    """The two and staff of the program, once, while the mentorship goes on."""
    walk = silence.mentorship
    if walk.ended_at:
        return refuse("ended", _("This mentorship has ended."))
    if silence.settled_at:
        return refuse("settled", _("Somebody got in touch already."))
    return ALLOWED if walk.has(person) else can_coordinate(person, walk.program)
