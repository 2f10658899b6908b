"""Both write the first message at once, on connections of their own: one conversation, both in."""

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from cairn.conversations import actions, queries
from cairn.conversations.models import Conversation, Message
from cairn.core.walls import acting_in
from cairn.mentorship.models import Mentorship
from cairn.people.keys import store as keys
from cairn.people.models import Person
from tests import cast as casting
from tests.factories import mentorship as mentorships

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def test_of_two_first_messages_at_once_both_stand_in_one_conversation() -> None:
    with keys.keep_in_mind(), transaction.atomic():
        walk = mentorships.begun(casting.assemble())
    together = Barrier(2)

    def write(by: Person) -> None:
        with keys.keep_in_mind(), acting_in(walk.organization_id):
            asked = queries.of(Mentorship.objects.get(pk=walk.pk))
            together.wait(timeout=10)
            actions.send_message(by=by, conversation=asked, body="Hello")
        connection.close()

    threads = [Thread(target=write, args=(by,)) for by in walk.pair]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    with acting_in(walk.organization_id):
        (talk,) = Conversation.objects.all()
        sent = set(Message.objects.values_list("conversation_id", "sent_by_id"))
    assert sent == {(talk.pk, walk.mentee_id), (talk.pk, walk.mentor_id)}
