"""Who answers the pulse, and who says that somebody was talked with."""

from django.utils.translation import gettext_lazy as _

from cairn.core.verdict import ALLOWED, Verdict, refuse
from cairn.mentorship.models import Mentorship, Pulse
from cairn.people import apart
from cairn.people.models import Person
from cairn.programs.policies import can_coordinate


def can_answer_pulse(person: Person, pulse: Pulse) -> Verdict:
    """Whoever is asked, once; after the end too, but not once the two are kept apart."""
    if pulse.person_id != person.pk:
        return refuse("not_yours", _("This was asked of somebody else."))
    if apart.are_apart(*pulse.walk.pair):
        return refuse("ended", _("This mentorship has ended."))
    if pulse.answered_at:
        return refuse("answered", _("You have answered this."))
    return ALLOWED


def can_settle_help(person: Person, walk: Mentorship) -> Verdict:
    """Staff of the program who are not one of the two, while somebody asks."""
    if walk.has(person):
        return refuse("own_walk", _("Another coordinator talks with you two."))
    if walk.ended_at:
        return refuse("ended", _("This mentorship has ended."))
    if not Pulse.objects.asking_for_help().filter(walk=walk).exists():
        return refuse("talked", _("Somebody talked with them already."))
    return can_coordinate(person, walk.program)
