"""A site that is being served: accidents and weak networks are nobody else's trouble."""

import os
import signal

import pytest

from tests.behavior.config import machine

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def running(site):
    """A site being served, for tests that leave it so: its process and its port."""
    port = machine.free_port()
    with machine.serving(site.path, port) as serve:
        yield serve, port


def test_a_killed_web_process_is_replaced_and_nobody_is_turned_away(running):
    serve, port = running
    for _ in range(2):
        web = machine.children_of(serve.pid)[0]
        os.kill(web, signal.SIGKILL)
        assert machine.answers(port)
        machine.until(lambda gone=web: gone not in machine.children_of(serve.pid))


def test_people_on_slow_networks_do_not_keep_others_waiting(running):
    _serve, port = running
    slow = [machine.client(port) for _ in range(40)]
    for client in slow:
        client.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n")
    assert machine.answers(port)
    for client in slow:
        client.close()


def test_a_body_larger_than_anything_cairn_takes_is_refused(running):
    _serve, port = running
    head = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99000000\r\n\r\n"
    with machine.client(port) as client:
        client.sendall(head + b"x" * (9 * 1024 * 1024))
        assert client.recv(1000).startswith(b"HTTP/1.1 413 ")
