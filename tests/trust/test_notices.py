"""What leaves the app says nothing: mails, addresses, titles and headers, whatever stands in a field.

Every text that a person writes is a canary with a script behind it, every address one that is
allowed and holds a script too.
Every door is tried as somebody who may act there; every mail that follows is sent for real, into a
box of the tests.
"""

import ast
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import count, cycle
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.forms import EmailField
from django.http import HttpResponse
from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.models import ProcrastinateJob

from cairn.core.walls import acting_in
from cairn.mentorship import actions as walking
from cairn.mentorship import agreements
from cairn.people.keys import store as keys
from cairn.people.models import Person
from tests import promises
from tests.architecture import alone, between, routes, source
from tests.architecture.test_access_table import SENSITIVE, TITLES
from tests.trust import doors, hostile_world
from tests.trust.doors import Door, House
from tests.trust.payloads import payloads

CANARY = "Canary"
SCRIPTS = [script for script in payloads() if len(script) <= 50]  # what a short field takes
HEADERS = {
    *("Content-Type", "MIME-Version", "Content-Transfer-Encoding"),
    *("Subject", "From", "To", "Date", "Message-ID"),
}
_KINDS = {"text/plain", "text/calendar"}
_SCRIPT = "<script>hurt(0)</script>"
_ADDRESSES = {"people.Person.email", "people.Address.address"}  # where a mail goes
_NEVER_CHANGED = {
    "mentorship.AgreementText.body",
    "mentorship.NoteVersion.words",
    "recovery.WrittenPlan.block",
}  # written so when they are stored
_SENDERS = {"EmailMessage", "EmailMultiAlternatives", "send_mail", "send_mass_mail", "mail_admins"}


@pytest.fixture
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    """The world, with a canary and a script in every text that a person writes."""
    numbers, scripts = count(), cycle(SCRIPTS)
    monkeypatch.setattr(
        hostile_world, "in_turn", lambda _turn: f"{CANARY}{next(numbers)}{next(scripts)}"
    )
    monkeypatch.setattr(hostile_world, "NAME", "")
    monkeypatch.setattr(agreements, "_default", lambda _language: hostile_world.in_turn(0))
    monkeypatch.setattr(between, "NOTE", hostile_world.in_turn(0))
    monkeypatch.setattr(alone, "STEP", hostile_world.in_turn(0))
    house = House.built()
    _give_addresses(house)
    for two in (house.world.cast.mentee, house.world.cast.mentor):
        walking.wish_for_mail(by=two, is_wished=True)
    written = [
        field
        for field in hostile_world.written_fields()
        if hostile_world.name_of(field) not in _ADDRESSES | _NEVER_CHANGED
    ]
    for organization in {who.organization_id for who in house.world.cast.people.values()}:
        with keys.keep_in_mind(), acting_in(organization):
            hostile_world.fill(written)
    return house


def _give_addresses(house: House) -> None:
    """Let everybody be reached by mail, whoever is told of something, at what staff may write."""
    EmailField().run_validators(f'"{_SCRIPT}"@example.org')
    for person in house.world.cast.people.values():
        with acting_in(person.organization_id):
            for one in Person.objects.filter(organization_id=person.organization_id):
                one.email = f'"{one.pk.hex}{_SCRIPT}"@example.org'
                one.save(update_fields=["email"])


def test_whatever_leaves_the_app_says_nothing(house: House) -> None:
    sent, titles, faults = {}, set(), []
    for door in _asked():
        with doors.undone():
            answer = _knock(house, door)
            faults += _faults_of_headers(door, answer)
            titles |= _titles(answer)
            for name, message in _mails():
                sent.setdefault(name, []).append(message)
    mails = [message for messages in sent.values() for message in messages]
    faults += [fault for message in mails for fault in _faults_of_mail(message)]
    faults += [f"title {title}" for title in titles - TITLES]
    faults += [f"path {route.pattern}" for route in routes.all_routes() if _tells(route)]
    figure = f"{len(mails)} mails of {len(sent)} kinds, {len(titles)} titles"
    figure = f"{figure}, {len(routes.all_routes())} paths, {len(faults)} say something"
    promises.found("notices", "; ".join([figure, *faults[:10]]), is_kept=not faults)
    assert set(sent) == set(_mailing_jobs())


def test_mail_is_made_in_one_place() -> None:
    """Else another kind of mail could leave by a way that nobody looks at."""
    makers = {
        f"{path.relative_to(source.PACKAGE)}"
        for path in source.modules()
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _SENDERS
    }
    assert makers == {"people/mail.py"}


def test_a_mail_that_says_something_is_found() -> None:
    telling = mail.EmailMessage(f"{CANARY}1 wrote", "Your sober house", to=["a@e.org"])
    telling.extra_headers = {"List-Id": "x.example.org", "Message-ID": "<1@sober.example.org>"}
    assert len(_faults_of_mail(_read(telling))) == 5


def _asked() -> Iterator[Door]:
    """Yield every door; in the short run those that mail follows from, and a few of the pages."""
    for number, door in enumerate(doors.all_doors()):
        if door.method != "GET" or number % promises.many(6, 1) == 0:
            yield door


def _knock(house: House, door: Door) -> HttpResponse:
    visitor = house.visitors[door.roles[0]]
    answer: HttpResponse = visitor.knock(
        door.route, door.method, house.path(door.route), house.form(door.route)
    )
    return answer


def _mailing_jobs() -> list[str]:
    """Return the names of all jobs that call something of a module for mail."""
    return [name for name, job in jobs.tasks.items() if "mail" in job.func.__code__.co_names]


def _mails() -> Iterator[tuple[str, EmailMessage]]:
    """Run the jobs that send mail and wait now, and yield what each sent."""
    mail.outbox.clear()
    waiting = ProcrastinateJob.objects.filter(task_name__in=_mailing_jobs(), status="todo")
    for job in waiting.order_by("-id")[: promises.many(6, 1000)]:
        jobs.tasks[job.task_name].func(**job.args)
        yield from ((job.task_name, _read(message)) for message in mail.outbox)
        mail.outbox.clear()


def _read(message: Any) -> EmailMessage:
    """Return a mail as who receives it reads it."""
    return message_from_bytes(message.message().as_bytes(), policy=policy.default)  # type: ignore[return-value]


def _faults_of_mail(message: EmailMessage) -> list[str]:
    faults = [f"header {name}" for name in message if name not in HEADERS]
    said = [message["Subject"], *_bodies(message)]
    faults += [f"{part!r} in a mail" for part in said if _says(part)]
    if message["From"] != settings.DEFAULT_FROM_EMAIL:
        faults.append(f"sent by {message['From']}")
    addresses = [address.domain for address in message["To"].addresses]
    if addresses != ["example.org"]:
        faults.append(f"sent to {message['To']}")
    if not str(message["Message-ID"]).endswith("@localhost>"):
        faults.append(f"id {message['Message-ID']}")
    return faults


def _bodies(message: EmailMessage) -> Iterator[str]:
    """Yield what stands in a mail: words, and beside them at most what calendars read."""
    for part in message.walk():
        if not part.is_multipart():
            kind = part.get_content_type()
            yield part.get_content() if kind in _KINDS else f"{CANARY}: {kind}"


def _faults_of_headers(door: Door, answer: HttpResponse) -> list[str]:
    return [f"{door}: {name}: {value}" for name, value in answer.items() if _says(value)]


def _titles(answer: HttpResponse) -> set[str]:
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    found = re.search(
        r"<title>(.*?)</title>", answer.content.decode() if is_page else "", re.DOTALL
    )
    return {found[1].strip()} if found else set()


def _tells(route: routes.Route) -> bool:
    return not route.is_api and bool(SENSITIVE.search(route.pattern))


def _says(text: str) -> bool:
    return CANARY in text or bool(SENSITIVE.search(text))
