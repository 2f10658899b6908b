"""What was acknowledged is kept, once, whatever happens to the process that said so."""

import os
import signal
import time
from concurrent.futures import Future, ThreadPoolExecutor, as_completed

import pytest

from tests import figures, promises
from tests.serving import Site
from tests.trust.clients import Machine
from tests.trust.conftest import World

pytestmark = pytest.mark.slow

MESSAGES, PEOPLE_AT_ONCE = 1000, 8
KILLED_AFTER = (150, 350, 550, 750)  # acknowledgements


def test_no_message_is_lost_or_doubled_when_the_web_process_is_killed(world: World) -> None:
    before = world.bodies()
    words = [f"Message {number}" for number in range(MESSAGES)]
    began = time.monotonic()
    with world.ground.serving("--no-worker") as site, ThreadPoolExecutor(PEOPLE_AT_ONCE) as pool:
        senders = [Machine(site.port, world.sessions[role]) for role in ("mentee", "mentor")]
        sending = [
            pool.submit(senders[number % 2].send_until_acknowledged, world.conversation, body)
            for number, body in enumerate(words)
        ]
        kills = _kill_meanwhile(site, sending)
    _tell(sending, kills, time.monotonic() - began)
    assert kills == len(KILLED_AFTER)
    kept = world.bodies()
    wrong = len(set(before + words) ^ set(kept)) + abs(len(before + words) - len(kept))
    promises.found("kills", f"{wrong} of {MESSAGES}", is_kept=wrong == 0)


def _kill_meanwhile(site: Site, sending: list[Future[int]]) -> int:
    """Kill the process that answers, each time so many messages were acknowledged."""
    kills = 0
    for acknowledged, _done in enumerate(as_completed(sending, timeout=120), start=1):
        if acknowledged in KILLED_AFTER:
            os.kill(site.web, signal.SIGKILL)
            kills += 1
    return kills


def _tell(sending: list[Future[int]], kills: int, seconds: float) -> None:
    again = sum(future.result() - 1 for future in sending)
    said = f"{kills} kills in {MESSAGES} posts, {again} sent again, {seconds:.1f} s"
    figures.tell("kill -9 of the web process", said)
