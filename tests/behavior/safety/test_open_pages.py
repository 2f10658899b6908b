"""An open page of whoever is blocked is told nothing more."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connections, transaction

from cairn.conversations import actions as conversations
from cairn.conversations.models import Conversation
from cairn.core.verdict import Refused
from cairn.core.walls import acting_in
from cairn.people.keys import store as keys
from cairn.realtime.signals import CHANNEL
from cairn.safety import actions
from tests.cast import assemble
from tests.factories import conversations as talking

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def test_an_open_page_of_the_other_is_told_nothing_more() -> None:
    with keys.keep_in_mind(), transaction.atomic():
        conversation = talking.opened(assemble())
    with _listening() as before:
        _say(conversation)
    mentorship = conversation.mentorship
    with keys.keep_in_mind(), acting_in(conversation.organization_id):
        actions.block(by=mentorship.mentee, person=mentorship.mentor)
    with _listening() as after, pytest.raises(Refused, match="not_available"):
        _say(conversation)
    assert len(before) == 3  # to both pages, and that the mentee has a notice
    assert after == []


def _say(conversation: Conversation) -> None:
    with keys.keep_in_mind(), acting_in(conversation.organization_id):
        mentor = conversation.mentorship.mentor
        conversations.send_message(by=mentor, conversation=conversation, body="Hello?")


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Hear, until the end of the block, what open pages are told."""
    heard: list[str] = []
    described = connections["default"].get_connection_params()
    theirs = {"context", "cursor_factory", "prepare_threshold"}
    ours = {key: described[key] for key in described if key not in theirs}
    with psycopg.connect(**ours, autocommit=True) as connection:
        connection.execute(f"listen {CHANNEL}".encode())
        try:
            yield heard
        finally:
            heard += [note.payload for note in connection.notifies(timeout=0.3)]
