"""How `cairn serve` listens."""

import socket

from cairn.config import serve
from tests.behavior.config.machine import free_port


def test_no_answer_waits_for_the_acknowledgment_of_its_first_part() -> None:
    with (
        serve._listening("127.0.0.1", free_port()) as listening,
        socket.create_connection(listening.getsockname()),
        listening.accept()[0] as answering,
    ):
        assert answering.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
