"""Two web processes on one database are one house."""

import secrets
import statistics
import time

import pytest

from tests import figures
from tests.trust.clients import Machine, Stream
from tests.trust.conftest import World

pytestmark = pytest.mark.slow

MESSAGES = 40


def test_a_message_posted_through_one_process_arrives_on_a_page_open_on_the_other(
    world: World,
) -> None:
    with world.ground.serving("--no-worker") as here, world.ground.serving("--no-worker") as there:
        sender = Machine(here.port, world.sessions["mentor"])
        reader = Machine(there.port, world.sessions["mentee"])
        took = _send_and_listen(sender, reader, world)
        page = reader.get(world.conversation)
    assert f"Across {MESSAGES - 1}" in page
    median = statistics.median(took) * 1000
    figures.tell("across two web processes", f"{median:.1f} ms from POST to the other stream, p50")


def _send_and_listen(sender: Machine, reader: Machine, world: World) -> list[float]:
    """Return how long each message took from the request's start to its name on the stream."""
    stream = Stream(reader)
    stream.wait_for("ready", after=0)
    name = f"conversation-{world.conversation.strip('/').rpartition('/')[2]}"
    took = []
    for number in range(MESSAGES):
        began = time.monotonic()
        assert sender.send(world.conversation, f"Across {number}", secrets.token_urlsafe(24))
        took.append(stream.wait_for(name, after=began) - began)
    stream.close()
    return took
