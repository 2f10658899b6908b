"""A mentorship comes to be, begins when both have signed, is kept, and ends."""

from collections.abc import Mapping
from datetime import date

from cairn.audit import records
from cairn.core import clock
from cairn.mentorship import (
    agreements,
    calling_off,
    closing,
    laying,
    notices,
    owing,
    policies,
    queries,
)
from cairn.mentorship.locking import locked
from cairn.mentorship.models import (
    AgreementText,
    Commitment,
    Ending,
    Mentorship,
    Signature,
    Thought,
)
from cairn.people.models import Person
from cairn.programs import queries as programs
from cairn.programs.models import Enrollment, Program


def match(*, by: Person, program: Program, mentee: Person, mentor: Person) -> Mentorship:
    """Bring two people together: the mentor says yes, the mentee's wait is over."""
    policies.can_match(by, queries.pairing(program, mentee, mentor)).require()
    place = queries.place_of(program, mentee, Enrollment.Side.MENTEE)
    mentorship = Mentorship.objects.create(
        organization_id=program.organization_id,
        program=program,
        mentee=mentee,
        mentor=mentor,
        waiting_since=place.values_list("waiting_since", flat=True).first(),
        matched_at=clock.now(),
    )
    place.update(waiting_since=None)
    records.record_by("mentorship.match", by=by, about=mentorship.pk, person=mentee)
    notices.tell_of("matched", mentorship, [mentee], by)
    return mentorship


def adopt_agreement(
    *,
    by: Person,
    program: Program,
    words: Mapping[str, str] | None = None,
    asks_again: bool = False,
) -> list[AgreementText]:
    """Give a program new words to sign, one text a language; without any, those Cairn brings.

    What was signed before stays as it was. Pairs that walk are asked nothing, unless the new
    version asks everybody again: then they go on meanwhile, and both are told.
    """
    policies.can_adopt_agreement(by, program, words or agreements.defaults()).require()
    Program.objects.select_for_update(no_key=True).get(pk=program.pk)
    version = agreements.newest_version(program) + 1
    texts = [
        AgreementText(
            organization_id=program.organization_id,
            program=program,
            version=version,
            language=language,
            body=body.replace("\r\n", "\n").strip(),
            adopted_by=by,
            asks_again=asks_again,
        )
        for language, body in (words or agreements.defaults()).items()
    ]
    records.record_by("mentorship.adopt_agreement", by=by, about=program.pk)
    if asks_again:
        notices.tell_to_sign_again(program)
    return AgreementText.objects.bulk_create(texts)


def sign(
    *, by: Person, mentorship: Mentorship, language: str, read: int | None = None
) -> Signature:
    """Sign the agreement for oneself; the second of the two signatures begins the mentorship.

    `read` is the version that was read, where the caller showed one.
    """
    policies.can_sign(by, locked(mentorship), read).require()
    policies.goes_on(by, mentorship).require()
    signature = Signature.objects.create(
        organization_id=mentorship.organization_id,
        mentorship=mentorship,
        person=by,
        text=agreements.kept(agreements.to_sign(mentorship, language)),
        signed_at=clock.now(),
    )
    records.record_by("mentorship.sign", by=by, about=mentorship.pk, person=mentorship.other(by))
    alike = mentorship.signatures.filter(text__version=signature.text.version)
    if mentorship.begun_at:
        notices.tell_of("signed_again", mentorship, mentorship.pair, by, "agreement")
    elif alike.count() == len(mentorship.pair):
        _begin(mentorship, by)
    else:
        notices.tell_of("signed", mentorship, mentorship.pair, by)
    return signature


def look_at_walk(*, by: Person, mentorship: Mentorship) -> queries.View:
    """Read a mentorship as one of the two or as staff, who also read why it ended."""
    policies.can_look_at(by, mentorship).require()
    view = queries.view_of(mentorship, by)
    if view.ending and view.ending.reason and not view.is_of_two:
        records.look("parting", by=by, person=view.ending.ended_by, about=mentorship.pk)
    return view


def end(*, by: Person, mentorship: Mentorship, reason: str) -> Ending:
    """End a mentorship, with a reason or without one. Nothing that was written goes."""
    policies.can_end(by, locked(mentorship)).require()
    mentorship.ended_at = clock.now()
    mentorship.save(update_fields=["ended_at"])
    calling_off.call_off(mentorship, by)
    ending = Ending.objects.create(
        organization_id=mentorship.organization_id,
        mentorship=mentorship,
        ended_by=by,
        reason=reason.strip(),
        is_planned=mentorship.closings.standing().exists(),
    )
    closing.say_goodbye(mentorship)
    records.record_by("mentorship.end", by=by, about=mentorship.pk, person=mentorship.mentee)
    coordinators = programs.coordinators_of(mentorship.program, mentorship.pair)
    notices.tell_of("ended", mentorship, [*mentorship.pair, *coordinators], by)
    return ending


def commit(
    *, by: Person, mentorship: Mentorship, words: str, due_on: date | None = None
) -> Commitment:
    """Say something small that one means to do, by a day or without one; the other reads it."""
    policies.can_commit(by, locked(mentorship), words, due_on).require()
    commitment = Commitment.objects.create(
        organization_id=mentorship.organization_id,
        mentorship=mentorship,
        made_by=by,
        words=words.strip(),
        due_on=due_on,
    )
    records.record_by("mentorship.commit", by=by, about=commitment.pk, person=mentorship.other(by))
    notices.tell_of("committed", mentorship, mentorship.pair, by, "commitments")
    return commitment


def keep_commitment(*, by: Person, commitment: Commitment) -> Commitment:
    """Say that a commitment was kept: it lays a stone for whoever made it."""
    policies.can_settle(by, _commitment_locked(commitment)).require()
    commitment.kept_at, commitment.settled_by = clock.now(), by
    commitment.save(update_fields=["kept_at", "settled_by"])
    records.record_by(
        "mentorship.keep_commitment", by=by, about=commitment.pk, person=commitment.made_by
    )
    laying.lay_for_commitment(commitment)
    mentorship = commitment.mentorship
    notices.tell_of("kept", mentorship, mentorship.pair, by, "commitments")
    return commitment


def let_go(*, by: Person, commitment: Commitment) -> Commitment:
    """Let a commitment go: it is not kept, and nothing is wrong with that."""
    policies.can_settle(by, _commitment_locked(commitment)).require()
    commitment.let_go_at, commitment.settled_by = clock.now(), by
    commitment.save(update_fields=["let_go_at", "settled_by"])
    records.record_by("mentorship.let_go", by=by, about=commitment.pk, person=commitment.made_by)
    mentorship = commitment.mentorship
    notices.tell_of("let_go", mentorship, mentorship.pair, by, "commitments")
    return commitment


def think_of(*, by: Person, mentorship: Mentorship) -> Thought:
    """Let the other of the two know that one thinks of them, once a day; nothing is counted."""
    policies.can_think_of(by, locked(mentorship)).require()
    thought, _is_new = Thought.objects.update_or_create(
        mentorship=mentorship,
        person=by,
        defaults={
            "organization_id": mentorship.organization_id,
            "latest_on": clock.today(by.time_zone),
        },
    )
    records.record_by(
        "mentorship.think_of", by=by, about=mentorship.pk, person=mentorship.other(by)
    )
    notices.tell_of("thought_of", mentorship, mentorship.pair, by)
    return thought


def _begin(mentorship: Mentorship, by: Person) -> None:
    mentorship.begun_at = clock.now()
    mentorship.save(update_fields=["begun_at"])
    records.record_by("mentorship.begin", by=by, about=mentorship.pk, person=mentorship.other(by))
    owing.begin(mentorship, clock.today(mentorship.program.time_zone))
    laying.lay_for_agreement(mentorship)
    notices.tell_of("begun", mentorship, mentorship.pair, by)


def _commitment_locked(commitment: Commitment) -> Commitment:
    """Take a commitment and its mentorship for this transaction, as they are now."""
    locked(commitment.mentorship)
    now = Commitment.objects.select_for_update()
    commitment.refresh_from_db(fields=["kept_at", "let_go_at"], from_queryset=now)
    return commitment
