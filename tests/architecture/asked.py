"""What the action behind a door asks about a row: the policy by which the matrix is judged."""

from collections.abc import Callable
from typing import Any

from cairn.api import policies as api
from cairn.api.models import Token
from cairn.arrivals import policies as arrivals
from cairn.arrivals.models import FirstContact
from cairn.conversations import policies as conversations
from cairn.core import clock
from cairn.core.verdict import ALLOWED, Verdict
from cairn.matching import policies as matching
from cairn.matching.models import Direction, Offer, Proposal, Run
from cairn.mentorship import policies as mentorship
from cairn.mentorship import queries as walks
from cairn.mentorship.models import (
    Farewell,
    Handover,
    Meeting,
    Mentorship,
    Pulse,
    SupportContact,
    Turn,
)
from cairn.mentorship.policies import Said
from cairn.people import policies as people
from cairn.people.models import Block, Device, Person
from cairn.programs import policies as programs
from cairn.programs.models import Enrollment, Program
from cairn.recovery import policies as recovery
from cairn.recovery.models import Suggestion, WrittenPlan
from cairn.safety import policies as safety


def asked(kind: str, route: str, person: Person, row: Any) -> Verdict:
    """Ask what the action behind a door asks about the row."""
    by_kind: dict[str, Callable[[Person, Any], Verdict]] = {
        "words": _asked_between(route),
        "opening": conversations.can_open,
        "pairing": _asked_of_a_pair(route),
        "agreement": mentorship.can_sign,
        "contact": _asked_of_a_contact(route),
        "place": programs.can_pause if route[-5:] in "pause resume" else programs.can_vouch,
        "someone": people.can_invite,
        "contacts": programs.can_open_contact,
        "roster": programs.can_coordinate,
        "program": programs.can_coordinate,
        "run": _asked_of_a_run(row),
        "choice": _asked_by_a_mentee(route, row),
        "request": _asked_alone(route, row),
        "draft": lambda by, it: programs.can_coordinate(by, it.program),
        "mine": _asked_of_ones_own(row),
        "way_in": _asked_of_a_person(route) if isinstance(row, Person) else programs.can_confirm,
    }
    return by_kind[kind](person, row)


def _asked_between(route: str) -> Callable[[Person, Any], Verdict]:
    by_route: dict[str, Callable[[Person, Any], Verdict]] = {
        "keep_commitment": mentorship.can_settle,
        "let_go": mentorship.can_settle,
        "api:commitments-pk-kept": mentorship.can_settle,
        "api:commitments-pk-let-go": mentorship.can_settle,
        "think_of": mentorship.can_think_of,
        "api:mentorships-pk-thinking-of-you": mentorship.can_think_of,
        "accept_time": mentorship.can_accept,
        "api:meetings-pk-yes": mentorship.can_accept,
        "move_meeting": mentorship.can_move,
        "api:meetings-pk-move": mentorship.can_move,
        "cancel_meeting": mentorship.can_cancel,
        "api:meetings-pk-cancel": mentorship.can_cancel,
        "one_meeting": _says_they_met,
        "api:meetings-pk-said": _says_they_met,
        "note": _writes_of_it,
        "api:meetings-pk-note": _writes_of_it,
        "disagree": _sees_it_otherwise,
        "api:meetings-pk-note-disagree": _sees_it_otherwise,
        "sign_note": mentorship.can_sign_note,
        "api:meetings-pk-note-sign": mentorship.can_sign_note,
        "commitments": _means_to_call,
        "api:mentorships-pk-commitments": _means_to_call,
    }
    return by_route.get(route, conversations.can_write)


def _asked_of_a_pair(route: str) -> Callable[[Person, Any], Verdict]:
    if "missed" in route or route == "follow_up":
        return lambda by, it: mentorship.can_follow_up(by, _one(it, state="missed"))
    if "reached" in route or "settle_silence" in route:
        return mentorship.can_settle_silence
    if "time" in route or "proposals" in route:
        return mentorship.can_propose
    if "drop" in route:
        return mentorship.can_drop_closing
    if "closing" in route:
        return mentorship.can_plan_closing
    return mentorship.can_end if "ending" in route else mentorship.can_record_meetings


def _asked_alone(route: str, row: Any) -> Callable[[Person, Any], Verdict]:
    if isinstance(row, Suggestion):
        return recovery.can_settle_suggestion
    if not isinstance(row, Farewell):
        return mentorship.can_answer_pulse if isinstance(row, Pulse) else matching.can_answer
    if "give" in route:
        return mentorship.can_give_letter
    if "exit" in route:
        return mentorship.can_tell_exit
    if "stay" in route:
        return lambda by, it: mentorship.can_stay_in_touch(by, it, stays=True)
    return _wishes_or_writes


def _wishes_or_writes(by: Person, farewell: Farewell) -> Verdict:
    verdict = mentorship.can_write_letter(by, farewell, "Thank you.")
    return mentorship.can_wish_contact(by, farewell, "hello") if verdict else verdict


def _says_they_met(by: Person, meeting: Meeting) -> Verdict:
    return mentorship.can_say(by, meeting, Turn.Kind.MET)


def _writes_of_it(by: Person, meeting: Meeting) -> Verdict:
    return mentorship.can_write_note(by, meeting, "We talked.")


def _sees_it_otherwise(by: Person, meeting: Meeting) -> Verdict:
    return mentorship.can_disagree(by, meeting, "It was Friday.")


def _means_to_call(by: Person, walk: Mentorship) -> Verdict:
    return mentorship.can_commit(by, walk, "Call the clinic.")


def _asked_by_a_mentee(route: str, row: Any) -> Callable[[Person, Any], Verdict]:
    if isinstance(row, Handover):
        return lambda by, it: mentorship.can_write_handover(by, it, "I like to walk.")
    if "change" in route:
        return lambda by, it: mentorship.can_change(by, walks.walk_of(it))
    if "again" in route:
        return mentorship.can_wait_again
    return matching.can_choose if isinstance(row, Offer) else matching.can_leave_it_to_us


def _asked_of_a_contact(route: str) -> Callable[[Person, Any], Verdict]:
    if any(word in route for word in ("take_as", "known", "welcome", "aside")):
        return _decides
    by_word: dict[str, Callable[[Person, Any], Verdict]] = {
        "errand": mentorship.can_do_errand,
        "take": mentorship.can_take_back_contact,
        "exit": mentorship.can_keep_exit,
        "talked": mentorship.can_settle_help,
        "settle_help": mentorship.can_settle_help,
    }
    for word, asked in by_word.items():
        if word in route:
            return asked
    if "told" in route:
        begun = {"state__in": ("proposed", "agreed"), "starts_at__lt": clock.now()}
        return lambda by, it: mentorship.can_say(by, _one(it, **begun), Turn.Kind.NOT_MET)
    return lambda by, it: (
        arrivals.can_keep(by, it) if isinstance(it, FirstContact) else _keeps_and_promises(by, it)
    )


def _decides(by: Person, contact: FirstContact) -> Verdict:
    asking = contact.asking
    assert asking
    if asking.known:
        return arrivals.can_take_as(by, asking, asking.known)
    return arrivals.can_welcome(by, asking)


def _keeps_and_promises(by: Person, contact: SupportContact) -> Verdict:
    said = Said("Ask about the bus.", by, clock.today(by.time_zone))
    verdict = mentorship.can_keep_contact(by, contact, {"safety": "safe"})
    return mentorship.can_promise(by, contact, said) if verdict else verdict


def _one(walk: Mentorship, **which: Any) -> Meeting:
    """Return a meeting of a pair as it is asked for; what ended has had them called off."""
    return walk.meetings.filter(**which).first() or walk.meetings.order_by("pk")[0]


def _asked_of_ones_own(row: Any) -> Callable[[Person, Any], Verdict]:
    by_table: dict[type, Callable[[Person, Any], Verdict]] = {
        Token: api.can_revoke,
        Device: people.can_end,
        Block: safety.can_unblock,
        WrittenPlan: recovery.can_use_again,
    }
    return by_table.get(type(row), lambda _by, _it: ALLOWED)


def _asked_of_a_person(route: str) -> Callable[[Person, Any], Verdict]:
    if "apart" not in route:
        return programs.can_attest
    said = {"other": None, "address": "thistle@example.org", "reason": "A court said so."}
    return lambda by, person: safety.can_keep_apart(by, person, **said)


def _asked_of_a_run(row: Any) -> Callable[[Person, Any], Verdict]:
    by_table: dict[type, Callable[[Person, Any], Verdict]] = {
        Program: matching.can_suggest,
        Run: matching.can_approve_run,
        Proposal: matching.can_decide,
        Direction: matching.can_lift,
        Enrollment: lambda by, it: programs.can_coordinate(by, it.program),
    }
    return by_table.get(type(row), programs.can_coordinate)
