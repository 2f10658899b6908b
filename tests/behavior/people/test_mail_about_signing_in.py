"""Mail goes to the true address through a real server, and says nothing to whoever looks over."""

import re
import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from cairn.people import actions, tasks
from cairn.people.lookup import alias_of
from tests.cast import PASSWORD, Cast
from tests.conftest import Browser
from tests.factories.people import ADDRESS, give_address

NEW = "a road of nine flat stones"


class Box:
    """What a mail server took in: recipients and message of each mail."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], EmailMessage]] = []

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802 - its name
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.mails.append((envelope.rcpt_tos, message))
        return "250 OK"


@pytest.fixture
def box(settings: Settings) -> Iterator[Box]:
    """Run a mail server, and send through it."""
    found = Box()
    with socket.create_server(("127.0.0.1", 0)) as free:
        host, port = free.getsockname()
    controller = Controller(found, hostname=host, port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = host, port
    yield found
    controller.stop()


def _work_off() -> None:
    """Do the waiting jobs of this app, as the worker does."""
    for job in ProcrastinateJob.objects.filter(task_name__startswith="people."):
        getattr(tasks, job.task_name.removeprefix("people."))(**job.args)


def _link(mail: EmailMessage) -> str:
    return re.findall(r"http://127.0.0.1:8000(/\S+)", mail.get_content())[0]


def test_a_link_to_a_new_password_goes_to_the_true_address_under_a_subject_that_says_nothing(
    cast: Cast, client: Client, box: Box
) -> None:
    give_address(cast.mentee)
    assert client.post("/sign-in/help/", {"email": ADDRESS.lower()}).url == "/sign-in/help/sent/"
    _work_off()
    [(recipients, mail)] = box.mails
    assert (recipients, mail["Subject"], mail["To"]) == ([ADDRESS], "A link for you", ADDRESS)
    words = re.sub(r"http\S+", "", mail.get_content()).split()
    assert words == [
        "Here",
        "is",
        "the",
        "link",
        "you",
        "asked",
        "for.",
        "If",
        "you",
        "did",
        "not",
        "expect",
        "this,",
        "you",
        "need",
        "do",
        "nothing.",
    ]


def test_the_link_opens_a_new_password_once_and_ends_the_old_one(
    cast: Cast, client: Client, box: Box
) -> None:
    give_address(cast.mentee)
    client.post("/sign-in/help/", {"email": ADDRESS})
    _work_off()
    link = _link(box.mails[0][1])
    place = client.get(link).url
    assert "set-password" in place
    assert client.post(place, {"password1": NEW, "password2": "else"}).status_code == 422
    assert client.post(place, {"password1": NEW, "password2": NEW}).url == "/sign-in/help/done/"
    tried = [
        Client().post("/sign-in/", {"login": ADDRESS, "password": password}).status_code
        for password in (PASSWORD, NEW)
    ]
    assert tried == [422, 302]
    assert "used up" in Client().get(link).content.decode()


def test_an_unknown_address_gets_the_same_answer_and_leaves_the_same_job(
    cast: Cast, box: Box
) -> None:
    give_address(cast.mentee)
    answers = [
        (answer.status_code, answer.url, answer.content)
        for address in (ADDRESS, "nobody@example.org")
        for answer in [Client().post("/sign-in/help/", {"email": address})]
    ]
    assert answers[0] == answers[1]
    jobs = list(ProcrastinateJob.objects.values_list("task_name", "args"))
    assert jobs == [
        ("people.mail_way_in", {"alias": alias_of(address)})
        for address in (ADDRESS, "nobody@example.org")
    ]
    _work_off()
    assert [recipients for recipients, _mail in box.mails] == [[ADDRESS]]


def test_a_mailed_invitation_opens_and_no_table_ever_held_its_code(cast: Cast, box: Box) -> None:
    person = actions.add_person(
        by=cast.coordinator,
        display_name="Wren Test",
        email=ADDRESS,
    )
    actions.invite_by_mail(by=cast.coordinator, person=person)
    _work_off()
    [(recipients, mail)] = box.mails
    assert (recipients, mail["Subject"]) == ([ADDRESS], "A link for you")
    assert "Wren" not in mail.as_string()
    assert Browser().get(_link(mail)).status_code == 200
    assert "code" not in str(list(ProcrastinateJob.objects.values_list("args", flat=True)))
