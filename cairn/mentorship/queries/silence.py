"""Reads of plans for silence, and of silences."""

from cairn.mentorship.models import Mentorship, Silence, SilencePlan
from cairn.people.models import Person


def silence_plan_of(person: Person) -> SilencePlan | None:
    """Return somebody's own plan, one they dropped too."""
    return SilencePlan.objects.filter(person=person).first()


def silence_of(walk: Mentorship, person: Person) -> Silence | None:
    """Return a silence that somebody was asked to reach out in, or that is their own."""
    silences = Silence.objects.visible_to(person).open().filter(mentorship=walk)
    silence = silences.select_related("mentorship__mentee__silence_plan").first()
    return silence if silence and _is_asked(silence, person) else None


def _is_asked(silence: Silence, person: Person) -> bool:
    walk = silence.mentorship
    plan = walk.mentee.silence_plan
    if person.pk == walk.mentee_id:
        return True
    return plan.asks_mentor if person.pk == walk.mentor_id else plan.asks_staff
