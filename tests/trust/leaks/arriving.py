"""Somebody asks without an account, staff get in touch, and enroll somebody else: by their doors."""

from __future__ import annotations

from django.http import HttpResponse

from cairn.arrivals.models import Door, FirstContact
from cairn.programs.models import Enrollment
from tests.trust.leaks import canaries
from tests.trust.leaks.stage import NOBODY, Leak, Stage

STAFF = "of program's staff"


def ask(stage: Stage, by: str, program: str) -> str:
    """Staff open the page; somebody who is nobody here asks there, and reads their own alone."""
    stage.sends(by, "door", program)
    stage.stand_in(by)
    code = Door.objects.get(program=program, closed_at=None).code
    browser = stage.browser(NOBODY)
    said = [
        {"name": stage.words.word(), "language": "en"},
        {
            "reach": "mail",
            "phone": stage.words.figures(),
            "email": stage.words.address(),
            "times": stage.words.word(),
        },
        {"wants_gender": "any", "words": stage.words.word()},
    ]
    own = frozenset(canaries.found_in(str(said)))
    shown = own | {*stage.said("program", program)}
    shown |= {*stage.said("organization", stage.reference.organization[program])}
    _holds(shown, browser.get(f"/ask/{code}/"), browser.post(f"/ask/{code}/"))
    for step, answers in enumerate(said):
        _holds(shown, browser.post(f"/asking/?step={step}", answers))
        _holds(shown, browser.get(f"/asking/?step={step}"))
    _holds(shown, browser.post(f"/asking/?step={len(said)}"), browser.get("/asking/"))
    stage.stand_in(by)
    contact = FirstContact.objects.exclude(asking=None).latest("created_at")
    stage.name(str(contact.pk), "asking")
    for word in own:
        stage.put(STAFF, str(contact.asking_id), program, word=word)
    return str(contact.pk)


def get_in_touch(stage: Stage, by: str, program: str, contact: str) -> None:
    """Staff write down the first contact, and words for who asked."""
    stage.stand_in(by)
    asking = str(FirstContact.objects.get(pk=contact).asking_id)
    words = stage.put(STAFF, asking, program)
    stage.sends(by, "arrival", contact, how="here", words=words)


def enroll_anew(stage: Stage, by: str, program: str) -> str:
    """Staff enroll somebody whom nobody knew here."""
    name, phone, email = stage.words.word(), stage.words.figures(), stage.words.address()
    stage.sends(by, "enroll", program, display_name=name, language="en", phone=phone, email=email)
    stage.stand_in(by)
    person = str(Enrollment.objects.filter(program=program).latest("created_at").person_id)
    stage.name(person, "newcomer")
    stage.tell("noted", "organization", person, stage.reference.organization[by])
    stage.tell("added", "places", person, program, "mentee")
    stage.put("name", person, word=name)
    stage.put("address", person, word=email)
    stage.put("nobody's", person, "phone", word=phone)
    return person


def _holds(shown: frozenset[str], *answers: HttpResponse) -> None:
    for answer in answers:
        found = canaries.found_in(answer.content.decode())
        if found - shown:
            raise Leak(f"who asks reads {found - shown}")
