"""People come, are known, are enrolled and serve: through their doors, told to the reference."""

from __future__ import annotations

import re
import secrets
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cairn.consent.kinds import TICKED_AT_FIRST
from cairn.core import clock
from cairn.core.ids import new_id
from cairn.core.walls import name_organization
from cairn.interop.models import RosterDraft
from cairn.matching.sharing import TOPICS
from cairn.mentorship import agreements
from cairn.people import actions as people
from cairn.people.models import Account, Organization, Person
from cairn.people.operators import Operator
from cairn.programs import actions as programs
from cairn.programs.models import Enrollment, Program, Setting, StaffRole
from cairn.stones.models import Milestone
from tests.cast import PASSWORD
from tests.factories import factors
from tests.factories import interop as rosters
from tests.factories import matching as answers
from tests.trust.leaks.stage import NOBODY, Stage

MENTEE, MENTOR = Enrollment.Side.MENTEE, Enrollment.Side.MENTOR
_CODE = re.compile(r"/join/([0-9a-z-]{24})/")


def found_organization(stage: Stage) -> str:
    """The operator makes an organization, and its first admin."""
    key = new_id()
    name_organization(str(key))
    Organization.objects.create(pk=key, name=stage.put("organization", str(key)))
    stage.name(str(key), "organization")
    stage.tell("noted", "organization", str(key), str(key))
    return str(key)


def add_person(stage: Stage, organization: str, by: str = NOBODY) -> str:
    """Staff (or the operator) add somebody by all that is known of them."""
    actor: Any = stage.person(by) if by != NOBODY else _operator(organization)
    given = {name: stage.words.word() for name in ("display_name", "legal_name")}
    email, phone = stage.words.address(), stage.words.figures()
    person = people.add_person(by=actor, **given, email=email, phone=phone)
    key = str(person.pk)
    stage.name(key, "person")
    stage.tell("noted", "organization", key, organization)
    stage.put("name", key, word=given["display_name"])
    stage.put("nobody's", key, "legal name", word=given["legal_name"])
    stage.put("address", key, word=email)
    stage.put("nobody's", key, "phone", word=phone)
    return key


def open_account(stage: Stage, person: str, like: str = "") -> None:
    """Somebody joins, with an account of their own or with that of another organization."""
    row = stage.person(person)
    if like:
        account = stage.person(like).account
        stage.stand_in(person)
    else:
        account = Account.objects.open(language="en")
    Person.objects.filter(pk=row.pk).update(account=account, joined_at=clock.now())
    stage.tell("noted", "account", person, str(account.pk))
    stage.signs_in(person)


def join(stage: Stage, person: str, by: str) -> None:
    """Staff print an invitation; whoever holds the code joins with it."""
    form = {"form_key": secrets.token_urlsafe(24)}
    page = stage.browser(by).post(f"/people/{person}/invite/", form)
    code = _CODE.search(stage.sees(by, "POST invite", page))
    if code is None:
        return
    path = f"/join/{code[1]}/"
    stage.sees(person, "GET join", stage.browser(NOBODY).get(path))
    given = {
        "address": stage.put("address", person, word=stage.words.address()),
        "password": PASSWORD,
    }
    stage.sees(person, "POST join", stage.browser(NOBODY).post(path, given))
    account = stage.person(person).account
    assert account
    stage.tell("noted", "account", person, str(account.pk))
    stage.signs_in(person)


def rename(stage: Stage, person: str) -> None:
    """Somebody changes how they are called."""
    new = stage.words.word()
    stage.forget("name", person)
    stage.put("name", person, word=new)
    stage.sends(person, "me", display_name=new, language="en", theme="")


def name_token(stage: Stage, person: str) -> None:
    stage.sends(person, "tokens", name=stage.put("own", person))
    stage.shows_who(person)  # each such act asks anew


def keep_passkey(stage: Stage, person: str) -> None:
    factors.passkey(stage.person(person).account, name=stage.put("own", person))


def create_program(stage: Stage, by: str) -> str:
    """A coordinator adds a program, with marks and an agreement of its own."""
    name = stage.words.word()
    organization = stage.reference.organization[by]
    stage.sends(
        by, "add_program", name=name, setting=Setting.RECOVERY_CENTER, time_zone="America/New_York"
    )
    stage.stand_in(by)
    program = Program.objects.get(name=name)
    key = str(program.pk)
    stage.name(key, "program")
    stage.tell("noted", "organization", key, organization)
    stage.put("program", key, word=name)
    mark = stage.put("mark", key)
    Milestone.objects.create(
        organization_id=program.organization_id,
        program=program,
        name=mark,
        days=stage.mark_days(),
        place=1,
    )
    return key


def adopt_agreement(stage: Stage, by: str, program: str) -> None:
    """Staff give a program words of its own."""
    body = stage.words.word()
    version = str(new_id())
    words = {f"words_{each}": f"{text}\n\n{body}" for each, text in agreements.defaults().items()}
    stage.sends(by, "agreement_texts", program, **words)
    stage.tell("noted", "newest_words", program, version)
    stage.put("agreement", program, version, word=body)


def enroll(stage: Stage, by: str, program: str, person: str, side: Enrollment.Side) -> None:
    """Staff enroll somebody under the program's own ref; a mentor is cleared and trained."""
    actor, row = stage.person(by), Program.objects.get(pk=program)
    ref = stage.put("of program's staff", person, program)
    act = programs.enroll_mentee if side == MENTEE else programs.enroll_mentor
    more = {} if side == MENTEE else {"capacity": 3}
    place = act(by=actor, program=row, person=Person.objects.get(pk=person), ref=ref, **more)
    stage.tell("added", "places", person, program, str(side))
    if side == MENTOR:
        programs.clear(by=actor, enrollment=place)
        programs.train(by=actor, enrollment=place)


def give_role(stage: Stage, organization: str, person: str, kind: str, program: str = "") -> str:
    """The operator lets somebody serve."""
    who = stage.person(person)
    row = Program.objects.get(pk=program) if program else None
    role = programs.give_role(
        by=_operator(organization), person=who, kind=StaffRole.Kind(kind), program=row
    )
    stage.tell("served", str(role.pk), person, kind, program)
    for word in stage.said("program", program):
        stage.tell("added", "known", person, word)  # who serves there reads where
    return str(role.pk)


def add_staff(stage: Stage, by: str) -> None:
    """An admin adds somebody who is only staff, to be invited later."""
    name, address = stage.words.word(), stage.words.address()
    stage.shows_who(by)
    given = {"display_name": name, "email": address, "kind": "facilitator", "program": "all"}
    if stage.sends(by, "add_staff", **given):
        stage.stand_in(by)
        key = str(Person.objects.get(display_name=name).pk)
        stage.name(key, "person")
        stage.tell("noted", "organization", key, stage.reference.organization[by])
        stage.put("name", key, word=name)
        stage.put("address", key, word=address)


def end_role(stage: Stage, role: str) -> None:
    """A role ends; whoever held it serves no more, from the next look on.

    Whom they looked at until then reads so under their name.
    """
    holder, program = stage.reference.roles[role]
    for served in sorted({who for who, where, _side in stage.reference.places if where == program}):
        stage.tell("added", "known", served, holder)
    stage.stand_in(holder)
    StaffRole.objects.filter(pk=role).update(ended_at=clock.now())
    stage.tell("noted", "roles", role, ("", ""))


def sign_out(stage: Stage, person: str) -> None:
    """Somebody signs out: their old session opens nothing, and they sign in anew."""
    stage.browser(person).post("/sign-in/out/")
    before = stage.browser(person).get("/me/")
    assert before.status_code == 302, "the session outlived the signing out"
    stage.signs_in(person)


def tell_answers(stage: Stage, person: str, topics: set[str]) -> None:
    """Somebody tells a story and answers, and what of it the other side may see."""
    row = stage.person(person)
    _stay_on_offers(stage, person)
    stage.forget("topic", person, "once told")
    told = {name: stage.put("topic", person, about) for name, about in _ANSWERS.items()}
    lists = {name: (told[name],) for name in ("life", "interests", "dislikes")}
    fields = {name: told[name] for name in ("occupation_field", "career_field")}
    shares = {topic: topic in topics for topic in TOPICS}
    answers.tell(row, story=told["story"], shares=shares, **lists, **fields)
    stage.tell("noted", "shares", f"{person} as mentor", topics)
    if f"{person} as mentee" not in stage.reference.shares:
        stage.tell("noted", "shares", f"{person} as mentee", set(TICKED_AT_FIRST))


def _stay_on_offers(stage: Stage, mentor: str) -> None:
    """What an offer told of a mentor as it was made stays on it, whatever they answer since."""
    told = stage.said("topic", mentor)
    for offer in stage.reference.offers.values():
        if offer.mentor == mentor and offer.is_open:
            for word in stage.reference.due(offer.mentee).intersection(told):
                stage.tell("added", "known", offer.mentee, word)


_ANSWERS = {
    "story": "story",
    "life": "life",
    "interests": "interests/mentee",
    "dislikes": "interests/mentee",
    "career_field": "career/mentee",
    "occupation_field": "career/mentor",
}


def import_roster(stage: Stage, by: str, program: str, *, imported: bool = True) -> None:
    """Staff look at a file, and import it (or leave it for another day)."""
    stage.forget("draft", by)
    ref, name, household = (stage.words.word() for _ in range(3))
    told = {
        column: stage.words.word()
        for column in ("life", "interests", "occupation_field", "career_field")
    }
    email = stage.words.address()
    row = rosters.mentee(ref, display_name=name, email=email, household=household, **told)
    for word in (ref, name):
        stage.put("draft", by, program, word=word)
    stage.sends(by, "roster", program, file=_file(rosters.roster_file(row)))
    stage.stand_in(by)

    draft = RosterDraft.objects.get(program=program, person=by)
    stage.sees(by, "GET roster_draft", stage.browser(by).get(f"/programs/roster/{draft.pk}/"))
    if not imported:
        return
    stage.sends(by, "import_draft", draft.pk)
    stage.stand_in(by)
    place = Enrollment.objects.filter(program=program, ref=ref).first()
    assert place
    key = str(place.person_id)
    stage.name(key, "person")
    stage.tell("noted", "organization", key, stage.reference.organization[by])
    stage.tell("added", "places", key, program, "mentee")
    stage.put("name", key, word=name)
    stage.put("of program's staff", key, program, word=ref)
    stage.put("address", key, word=email)
    stage.put("nobody's", key, "household", word=household)
    for column, word in told.items():
        stage.put("topic", key, _ANSWERS[column], word=word)
    stage.tell("noted", "shares", f"{key} as mentee", set(TICKED_AT_FIRST))


def _operator(organization: str) -> Operator:
    name_organization(organization)
    return Operator(Organization.objects.get(pk=organization))


def _file(data: bytes) -> Any:

    return SimpleUploadedFile("roster.csv", data)
