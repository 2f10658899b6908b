"""The two say how it goes between them; who asks for help gets somebody to talk with."""

from collections.abc import Mapping
from typing import Any

from cairn.audit import records
from cairn.core import clock
from cairn.mentorship import notices, policies, pulses
from cairn.mentorship.models import Mentorship, Pulse
from cairn.people.models import Person


def answer_pulse(
    *, by: Person, pulse: Pulse, answers: Mapping[str, Any], asks_help: bool = False
) -> Pulse:
    """Answer what one likes of the five questions; ask for help, if one likes."""
    policies.can_answer_pulse(by, _locked(pulse)).require()
    pulse.answers, pulse.answered_at = pulses.tidied(answers), clock.now()
    wants_help = asks_help and pulse.walk.ended_at is None
    pulse.help_asked_at = pulse.answered_at if wants_help else None
    pulse.save(update_fields=["answers", "answered_at", "help_asked_at"])
    records.record_by("mentorship.answer_pulse", by=by, about=pulse.pk)
    both = Pulse.objects.filter(walk=pulse.walk, day=pulse.day).exclude(answered_at=None)
    if both.count() == len(pulse.walk.pair):
        notices.tell_of("pulse_both", pulse.walk, pulse.walk.pair, by)
    if wants_help:
        notices.tell_staff_of_help(pulse)
    return pulse


def settle_help(*, by: Person, walk: Mentorship) -> Mentorship:
    """Say that somebody talked with whoever asked for help in a pulse."""
    policies.can_settle_help(by, walk).require()
    asking = Pulse.objects.asking_for_help().filter(walk=walk)
    asking.update(helped_at=clock.now(), helped_by=by)
    records.record_by("mentorship.settle_help", by=by, about=walk.pk)
    return walk


def _locked(pulse: Pulse) -> Pulse:
    """Take it for this transaction, as it is now: of two acts at once, one after one."""
    now = Pulse.objects.select_for_update()
    pulse.refresh_from_db(fields=["answered_at"], from_queryset=now)
    return pulse
