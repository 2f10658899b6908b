"""`cairn serve`: everything from one command, and nothing left of it afterwards."""

import os
import signal
import socket
from pathlib import Path

import pytest

from tests.behavior.config import machine

pytestmark = pytest.mark.slow


@pytest.fixture
def port():
    return machine.free_port()


def told(*arguments, data, **more) -> str:
    """Return the one sentence with which a command refuses to go on."""
    done = machine.cairn(*arguments, data=data, **more)
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr.removeprefix("cairn: ").strip()


def test_ctrl_c_stops_it_cleanly_and_leaves_no_process(site, port):
    with machine.serving(site.path, port) as serve:
        assert machine.answers(port)
        os.killpg(serve.pid, signal.SIGINT)
        said = serve.communicate(timeout=20)[0]
        assert machine.processes_of(site.path) == {}
    assert (serve.returncode, said) == (
        0,
        f"Cairn is at http://127.0.0.1:{port} (Ctrl-C stops it).\n",
    )


def test_a_killed_parent_takes_everything_with_it(site, port):
    with machine.serving(site.path, port) as serve:
        serve.kill()
        machine.until(lambda: machine.processes_of(site.path) == {}, within=20)


def test_stopping_does_not_wait_for_a_page_that_is_never_sent_whole(site, port):
    half = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf"
    with machine.serving(site.path, port) as serve, machine.client(port) as slow:
        slow.sendall(half)
        os.killpg(serve.pid, signal.SIGTERM)
        assert serve.wait(timeout=12) == 0


def test_a_port_in_use_is_told_in_one_sentence(site):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert told("serve", data=site.path, PORT=str(port)) == (
            f"Port {port} is in use: stop what uses it, or choose another with PORT."
        )


def test_an_unwritable_folder_is_told_in_one_sentence(place):
    (place / "file").touch()
    folder = place / "file" / "data"
    assert told("serve", data=folder) == (
        f"The data folder {folder} cannot be written: not a directory."
    )


def test_an_empty_folder_says_what_to_do_first(empty):
    assert told("serve", data=empty.path) == (
        f"Nothing was made in {empty.path} yet: `cairn init` makes your organization, "
        "`cairn serve --demo` a demonstration."
    )


def test_a_site_never_becomes_the_demo(site):
    assert told("serve", "--demo", data=site.path) == (
        f"{site.path} holds a site already: give CAIRN_DATA another folder."
    )


def test_the_demo_is_served_to_this_machine_alone(empty):
    assert told("serve", "--demo", "--host", "0.0.0.0", data=empty.path) == (  # noqa: S104
        "The demo signs anybody in, so it is served to this machine alone."
    )


@pytest.mark.parametrize("weak", ["secret", "a" * 64])
def test_a_weak_secret_key_refuses_to_start(site, weak):
    assert told("worker", data=site.path, SECRET_KEY=weak) == (
        "SECRET_KEY is too easy to guess: give 50 random characters, or none and Cairn makes "
        "its own."
    )


def test_a_wrapping_key_of_the_wrong_length_refuses_to_start(site):
    assert told("worker", data=site.path, CAIRN_WRAPPING_KEY="abcd") == (
        "CAIRN_WRAPPING_KEY has to be 64 hex digits (32 bytes)."
    )


def test_an_unreachable_database_is_told_in_one_sentence_without_its_password(site):
    sentence = told("worker", data=site.path, DATABASE_URL="postgresql://a:hushhush@127.0.0.1:1/b")
    assert sentence == 'The database "b" at 127.0.0.1 cannot be reached: Connection refused.'


def test_something_that_is_no_database_address_is_told_in_one_sentence(site):
    assert told("worker", data=site.path, DATABASE_URL="mysql://a:hushhush@b/c") == (
        "An address of a database has to look like postgresql://login:password@host/name."
    )


def test_help_names_every_command_and_what_it_does():
    done = machine.cairn("--help", data=Path("/nonexistent"))
    commands = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("    ")]
    assert {"serve", "worker"} <= set(commands)
    for command in ("serve", "worker"):
        assert machine.cairn(command, "--help", data=Path("/nonexistent")).returncode == 0
