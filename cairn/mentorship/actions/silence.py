"""A mentee plans for when they go quiet; whoever got in touch says so."""

from typing import cast

from cairn.audit import records
from cairn.core import clock
from cairn.mentorship import notices, policies, queries
from cairn.mentorship.models import Silence, SilencePlan
from cairn.people.models import Person


def plan_silence(
    *,
    by: Person,
    after_days: int,
    who: str,
    how: str,
    never: str = "",
    words: str = "",
) -> SilencePlan:
    """Say after how many days without a sign somebody reaches out, who, how, and who never is told.

    Silence itself ends nothing, with a plan or without one. Whoever plans is here: what silence
    there was is over.
    """
    policies.can_plan_silence(by, after_days, never, words).require()
    plan = queries.silence_plan_of(by) or SilencePlan(organization_id=by.organization_id, person=by)
    plan.after_days, plan.made_at, plan.dropped_at = after_days, clock.now(), None
    plan.who = SilencePlan.Who(who)
    plan.block = {
        "how": SilencePlan.How(how).value,
        "never": never.strip(),
        "words": words.strip(),
    }
    plan.save()
    records.record_by("mentorship.plan_silence", by=by, about=plan.pk)
    _be_here(by)
    return plan


def drop_silence(*, by: Person) -> SilencePlan:
    """Take the plan back: nobody reaches out by it any more."""
    policies.can_drop_silence(by, queries.silence_plan_of(by)).require()
    plan = cast("SilencePlan", queries.silence_plan_of(by))
    plan.dropped_at, plan.block = clock.now(), {}
    plan.save(update_fields=["dropped_at", "block"])
    records.record_by("mentorship.drop_silence", by=by, about=plan.pk)
    _be_here(by)
    return plan


def settle_silence(*, by: Person, silence: Silence) -> Silence:
    """Say that somebody got in touch, or that one is here."""
    policies.can_settle_silence(by, _locked(silence)).require()
    _settle(silence, by)
    return silence


def _be_here(mentee: Person) -> None:
    """Settle what nobody has got in touch about: the mentee is here themself."""
    open_ones = Silence.objects.open().filter(mentorship__mentee=mentee)
    related = open_ones.select_related("mentorship__mentee", "mentorship__mentor")
    for silence in related.select_for_update(of=("self",)):
        _settle(silence, mentee)


def _settle(silence: Silence, by: Person) -> None:
    silence.settled_at, silence.settled_by = clock.now(), by
    silence.save(update_fields=["settled_at", "settled_by"])
    records.record_by(
        "mentorship.settle_silence", by=by, about=silence.pk, person=silence.mentorship.mentee
    )
    notices.forget_silence(silence)


def _locked(silence: Silence) -> Silence:
    """Take it for this transaction, as it is now: of two acts at once, one after one."""
    now = Silence.objects.select_for_update()
    silence.refresh_from_db(fields=["settled_at"], from_queryset=now)
    return silence
