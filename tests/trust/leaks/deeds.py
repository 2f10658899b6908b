"""What people do, each through the door they would use, and told to the reference."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from zoneinfo import ZoneInfo

from cairn.core import clock
from cairn.matching.models import Offer, Proposal, Run
from cairn.mentorship.models import (
    ExitTalk,
    Farewell,
    Handover,
    Meeting,
    Mentorship,
    SupportContact,
)
from cairn.people.models import Avoidance, Block
from cairn.programs.models import Enrollment
from cairn.recovery.models import Suggestion
from cairn.recovery.parts import PARTS, Section
from cairn.recovery.policies import SHARED_AS
from tests.trust.leaks import reference
from tests.trust.leaks.canaries import bare
from tests.trust.leaks.stage import Stage, work

_SAFE = {"safety": "safe", "between": "well"}


def suggest(stage: Stage, by: str, program: str) -> None:
    """A coordinator asks for a run; the worker does it."""
    stage.sends(by, "suggest", program)
    work()


def approve_all(stage: Stage, by: str, program: str) -> None:
    stage.stand_in(by)
    run = Run.objects.filter(program=program, state=Run.State.DONE).order_by("-created_at").first()
    if run:
        stage.sends(by, "approve_all", run.pk)
        note_offers(stage, by)


def override(stage: Stage, by: str, proposal: str, mentor: str) -> None:
    """Somebody else is proposed, for a reason."""
    stage.stand_in(by)
    program = str(Proposal.objects.select_related("run").get(pk=proposal).run.program_id)
    reason = stage.put("of program's staff", program, program)
    stage.sends(by, "override", proposal, mentor=mentor, reason=reason)


def forbid(stage: Stage, by: str, mentee: str, mentor: str) -> None:
    reason = stage.put("nobody's", by, "wish")
    stage.asks(by, "/matching/forbids", mentee_id=mentee, mentor_id=mentor, reason=reason)


def block(stage: Stage, by: str, person: str) -> None:
    """Somebody keeps another away; a list of theirs names who it is."""
    if stage.sends(by, "block", person):
        for name in stage.said("name", person):
            stage.tell("added", "known", by, name)
        _part(stage, by, person)


def unblock(stage: Stage, block: Block) -> None:
    """Whoever blocked undoes it; nothing that ended comes back."""
    by, person = str(block.blocker_id), str(block.blocked_id)
    if stage.sends(by, "unblock", block.pk):
        for two in _selves(stage, by, person):
            stage.tell("noted", "apart", two, stage.reference.apart[two] - 1)


def keep_apart(stage: Stage, by: str, person: str, other: str, *, by_address: bool) -> None:
    """Staff keep two people apart, the other by name or by address; the worker parts them."""
    said = stage.person(other).email if by_address else stage.said("name", other)[0]
    reason = stage.put("order", by, person)
    if stage.sends(by, "keep_apart", person, other=said, reason=reason):
        for known in (person, bare(said) if by_address else other):
            stage.tell("added", "known", by, known)
        work()
        _part(stage, person, other)


def _part(stage: Stage, one: str, other: str) -> None:
    """Tell the reference that two are apart, in every organization in which they are."""
    for two in _selves(stage, one, other):
        stage.tell("parted", *two)
    for home in sorted({stage.reference.organization[who] for who in (one, other)}):
        note_offers(stage, home)


def _selves(stage: Stage, *two: str) -> Iterator[frozenset[str]]:
    """Yield the two as everybody that the same two human beings are."""
    accounts = stage.reference.account
    selves = [
        {who, *(each for each in accounts if accounts[each] == accounts.get(who))} for who in two
    ]
    return (frozenset(pair) for pair in product(*selves))


def avoid(stage: Stage, person: str, called: str = "") -> None:
    """Somebody writes whom they are never to be matched with; nobody here where it is not said."""
    called = called or stage.put("own", person)
    if stage.sends(person, "not_with", called=called, bond="work"):
        _list(stage, person, _listed(stage, person) | {bare(called)})


def take_off(stage: Stage, person: str, word: str) -> None:
    """Somebody takes an entry off their list; nothing that ended comes back."""
    said = Avoidance.objects.get(person=stage.person(person)).own
    (entry,) = (each.key for each in said if bare(each.called) == word)
    if stage.sends(person, "take_back", entry=entry):
        _list(stage, person, _listed(stage, person) - {word})


def _listed(stage: Stage, person: str) -> set[str]:
    return stage.reference.lists.get(person, set())


def _list(stage: Stage, person: str, words: set[str]) -> None:
    """Tell the reference whose words stand on a list now, and what ended because of it."""
    stage.tell("noted", "lists", person, words)
    note_offers(stage, person)


def choose(stage: Stage, person: str, offer: str, topics: list[str]) -> None:
    """A mentee asks one of those shown, and ticks what that mentor may see."""
    if stage.sends(person, "choose_one", offer, ticks="1", shares=topics):
        stage.tell("noted", "shares", f"{person} as mentee", set(topics))
    note_offers(stage, person)


def leave_it_to_us(stage: Stage, person: str, place: str) -> None:
    stage.sends(person, "leave_to_us", place)
    note_offers(stage, person)


def ask_for_others(stage: Stage, person: str, place: str) -> None:
    stage.sends(person, "ask_for_others", place)
    note_offers(stage, person)


def answer(stage: Stage, person: str, offer: str, *, yes: bool) -> None:
    """A mentor says yes, or is not free."""
    stage.sends(person, "accept" if yes else "not_free", offer)
    note_offers(stage, person)
    note_pairs(stage, person)


def note_offers(stage: Stage, person: str) -> None:
    """Tell the reference which offers were made, put to a mentor, and closed."""
    stage.stand_in(person)
    for offer in Offer.objects.select_related("mentee", "mentor"):
        how = {"is_asked": offer.asked_at is not None, "is_open": offer.closed_at is None}
        ids = offer.mentee.program_id, offer.mentee.person_id, offer.mentor.person_id
        stage.tell("noted", "offers", str(offer.pk), reference.Offer(*map(str, ids), **how))


def note_pairs(stage: Stage, person: str) -> None:
    stage.stand_in(person)
    for pair in Mentorship.objects.all():
        if str(pair.pk) not in stage.reference.pairs:
            two = frozenset({str(pair.mentee_id), str(pair.mentor_id)})
            stage.name(str(pair.pk), "pair")
            stage.tell("noted", "pairs", str(pair.pk), reference.Pair(str(pair.program_id), two))


def sign(stage: Stage, person: str, pair: str) -> None:
    page = stage.browser(person).get(f"/walk/{pair}/agreement/")
    read = page.context["paper"].text.version
    if stage.sends(person, "agreement", pair, read=read, agreed="on"):
        stage.tell("signed", pair, person)


def meet(stage: Stage, person: str, pair: str) -> None:
    """One of the two, or staff, write down that they met; the first meeting before others."""
    now = clock.now().astimezone(ZoneInfo("America/New_York"))
    held = {"met_on": f"{now:%Y-%m-%d}", "met_at": f"{now:%H:%M}", "mode": "phone"}
    stage.stand_in(person)
    is_first = not Mentorship.objects.get(pk=pair).meetings.exists()
    if is_first:
        stage.sends(person, "first_meeting", pair, **held, third_person="declined")
    else:
        stage.sends(person, "meeting", pair, **held)


def send(stage: Stage, person: str, pair: str) -> None:
    """One of the two writes to the other."""
    sent_on = stage.browser(person).get(f"/walk/{pair}/").status_code
    assert sent_on == 200
    place = stage.browser(person).get(f"/talk/with/{pair}/").headers["Location"]
    conversation = place.split("/")[2]
    stage.put("of two", person, pair, word=conversation)
    stage.sends(person, "conversation", conversation, body=stage.put("of two", person, pair))


def commit(stage: Stage, person: str, pair: str) -> None:
    """One of the two says what they mean to do."""
    stage.sends(person, "commitments", pair, words=stage.put("of two", person, pair))


def propose(stage: Stage, person: str, pair: str, *, days: int = 9) -> None:
    """One of the two proposes a time to meet, at a place that only the two read."""
    day = clock.today("America/New_York") + timedelta(days=days)
    when = {"day": day.isoformat(), "time": "10:00", "minutes": "60", "mode": "in_person"}
    asked = {"third_person": "declined"}
    place = stage.put("of two", person, pair)
    stage.sends(person, "find_time", pair, **when, **asked, place=place)


def write_note(stage: Stage, person: str, pair: str) -> None:
    """One of the two writes of their latest meeting, and sees something otherwise than the other."""
    stage.stand_in(person)
    held = Meeting.objects.held().filter(mentorship=pair).order_by("-starts_at").first()
    if held is None:
        return
    stage.sends(person, "note", held.pk, words=stage.put("of two", person, pair))
    stage.stand_in(person)
    if held.note_versions.exclude(by=person).exists():
        doubt = stage.put("of two", person, pair)
        stage.sends(person, "disagree", held.pk, **{"doubt-words": doubt})


def plan_silence(stage: Stage, mentee: str) -> None:
    """A mentee plans for when they go quiet; nobody reads it until they do."""
    never, words = (stage.put("own", mentee) for _ in range(2))
    plan = {"after_days": 9, "who": "both", "how": "call"}
    stage.sends(mentee, "silence_plan", **plan, never=never, words=words)


def write_letter(stage: Stage, person: str, pair: str, *, is_given: bool) -> None:
    """One of the two writes a letter; the other reads it once it is given."""
    stage.stand_in(person)
    own = Farewell.objects.filter(walk=pair, person=person, given_at=None).first()
    if own is None:
        return
    letter = stage.put("of two", person, pair) if is_given else stage.put("own", person)
    if stage.sends(person, "farewell", own.pk, words=letter) and is_given:
        stage.sends(person, "give_letter", own.pk)


def plan_closing(stage: Stage, person: str, pair: str) -> None:
    """One of the two plans their last meeting, and keeps a letter to themself."""
    day = clock.today("America/New_York") + timedelta(days=20)
    stage.sends(person, "plan_closing", pair, last_on=day.isoformat())
    write_letter(stage, person, pair, is_given=False)


def tell_exit(stage: Stage, person: str, pair: str) -> None:
    """One of the two says how it was, for staff to read."""
    stage.stand_in(person)
    own = Farewell.objects.filter(walk=pair, person=person).first()
    if own and ExitTalk.objects.open().filter(walk=pair, person=person).exists():
        asked = ("good", "missing", "next")
        said = {f"exit-{name}": stage.put("of staff", person, pair) for name in asked}
        stage.sends(person, "tell_exit", own.pk, **said)


def end(stage: Stage, person: str, pair: str) -> None:
    """Someone ends a mentorship, in words for the staff."""
    reason = stage.put("of staff", person, pair)
    if stage.sends(person, "ending", pair, reason=reason):
        stage.tell("kept", pair, person, is_live=False)


def wait_again(stage: Stage, mentee: str) -> None:
    """A mentee whose mentorship ended waits again: staff read it, and who was left does not."""
    stage.stand_in(mentee)
    for place in Enrollment.objects.active().filter(person=mentee, side="mentee"):
        stage.sends(mentee, "wait_again", place.pk)


def change_mentor(stage: Stage, mentee: str, pair: str) -> None:
    """A mentee asks for another mentor, and writes what they may hand on; nobody reads it yet."""
    stage.stand_in(mentee)
    program = Mentorship.objects.get(pk=pair).program_id
    place = Enrollment.objects.get(program=program, person=mentee, side="mentee")
    if stage.sends(mentee, "change_mentor", place.pk):
        stage.tell("kept", pair, mentee, is_live=False)
        stage.stand_in(mentee)
        handover = Handover.objects.get(left=pair)
        stage.sends(mentee, "handover", handover.pk, words=stage.put("own", mentee))


def keep_contact(stage: Stage, by: str, contact: str) -> None:
    """Staff call one of the two and write down what they say."""
    stage.stand_in(by)
    row = SupportContact.objects.get(pk=contact)
    pair, day = str(row.mentorship_id), (clock.now() + timedelta(days=1)).date().isoformat()
    names = ("activities", "outcomes", "effect", *(("goals", "onward") if row.is_review else ()))
    answers = {name: stage.put("of staff", by, pair) for name in names}
    errand = {"said": stage.put("of staff", by, pair), "said_who": by, "said_by": day}
    if stage.sends(by, "contact", contact, **_SAFE, **answers, **errand):
        stage.tell("kept", pair, by)


def share(stage: Stage, pair: str, kinds: list[str]) -> None:
    """The mentee says what their mentor sees from now on, and no more."""
    stage.stand_in(next(iter(stage.reference.pairs[pair].two)))
    row = Mentorship.objects.get(pk=pair)
    mentee, mentor = str(row.mentee_id), str(row.mentor_id)
    stage.shows_who(mentee)
    if stage.sends(mentee, "share_with", mentorship=pair, kinds=kinds, days="365"):
        stage.tell("noted", "shares", f"{mentee} to {mentor}", set(kinds))
    stage.shows_who(mentee)


def check_in(stage: Stage, person: str) -> None:
    words = stage.put("check-in", person)
    stage.sends(person, "check_in", mood="2", craving="5", connection="2", sleep="2", words=words)


def write_plan(stage: Stage, person: str) -> None:
    """Every part of both plans: a line a section, or two people to reach, with their numbers."""
    for kind, shared_as in SHARED_AS.items():
        for number, part in enumerate(PARTS[kind], start=1):
            given: dict[str, str] = {}
            for section in part.sections:
                given |= _said_in(stage, person, section, str(shared_as))
            stage.sends(person, "write_plan", {"kind": kind.value, "part": number}, **given)


def _said_in(stage: Stage, person: str, section: Section, about: str) -> dict[str, str]:
    if not section.is_people:
        return {section.key: stage.put("own", person, about)}
    given = {}
    for n in (1, 2):
        for name in ("name", "phone", "says"):
            word = stage.words.figures() if name == "phone" else ""
            given[f"{section.key}_{n}-{name}"] = stage.put("own", person, about, word=word)
        given[f"{section.key}_{n}-place"] = str(n)
    return given


def give_idea(stage: Stage, mentor: str, pair: str) -> None:
    """A mentor suggests a line for a plan; it is the mentee's own once it is taken."""
    stage.stand_in(mentor)
    walk = Mentorship.objects.get(pk=pair)
    if mentor != str(walk.mentor_id):
        return
    words, place = stage.put("idea", str(walk.mentee_id)), "hours:steps"
    if stage.sends(mentor, "send_idea", mentorship=pair, place=place, words=words):
        stage.stand_in(mentor)
        waiting = Suggestion.objects.made_in(walk).open().order_by("-created_at")
        if waiting.count() > 1:
            taken, mentee = waiting[0], str(walk.mentee_id)
            if stage.sends(mentee, "take_suggestion", taken.pk):
                stage.put("own", mentee, "plan", word=words)


def link_calendar(stage: Stage, person: str) -> None:
    """Somebody links a calendar of their own; only they know where it is."""
    link = f"https://calendar.invalid/{stage.put('own', person)}"
    stage.sends(person, "link_calendar", link=link)


def begin(stage: Stage, person: str) -> None:
    """Somebody says since when; a program's marks are stones from here on."""
    stage.tell("reached", person)
    day = clock.today("America/New_York") - timedelta(days=300)
    stage.sends(person, "start", started_on=day.isoformat())
