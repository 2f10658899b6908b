"""As whom the embedded PostgreSQL runs: it refuses root, and must not open root's folders.

Root is taken out of the server by a user namespace in which root's own files belong to an
ordinary number (docs/adr/0021). Where the system refuses namespaces, an account that owns
nothing else takes over.
"""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cairn.config.folder import Trouble

ROOT = 0
_NAMES = ("cairn", "postgres", "nobody")
_APART = ("unshare", "--user", "--map-user=65534", "--map-group=65534", "--")


@dataclass(frozen=True)
class Account:
    """How to start a program: behind a prefix, or as another uid and gid."""

    prefix: tuple[str, ...] = ()
    uid: int | None = None
    gid: int | None = None

    @property
    def owner(self) -> int:
        """The uid, seen from here, that files of the server must have."""
        return os.geteuid() if self.uid is None else self.uid

    @property
    def how(self) -> dict[str, Any]:
        """Keyword arguments for `subprocess` that make the program this account's."""
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> Path:
        """Hand over a file or folder of ours to this account."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)
        return path

    def run(self, command: Sequence[str | Path], said: str = "") -> str:
        """Run a program to its end, telling it something; return what it said, or raise."""
        done: subprocess.CompletedProcess[str] = subprocess.run(  # noqa: S603 - our own words
            [*self.prefix, *map(str, command)],
            input=said,
            capture_output=True,
            text=True,
            check=True,
            cwd="/",
            **self.how,
        )
        return done.stdout

    def reaches(self, *paths: Path) -> bool:
        """Tell whether this account may enter each folder and start each program."""
        probe = 'for path do test -x "$path" || exit 1; done'
        try:
            self.run(["/bin/sh", "-c", probe, "sh", *paths])
        except (OSError, subprocess.CalledProcessError):
            return False
        return True


def account_for(cluster: Path, program: Path) -> Account:
    """Choose who runs the server of a cluster, made or still to be made, or raise Trouble."""
    if os.geteuid() != ROOT:
        return _ordinary(cluster)
    for account in _candidates(cluster):
        if account.reaches(cluster.parent, program):
            return account
    raise Trouble(
        f"PostgreSQL does not run as root, and no other account reaches both {cluster.parent} and "
        f"{program.parent}: run Cairn as an ordinary person, or set DATABASE_URL."
    )


def _ordinary(cluster: Path) -> Account:
    if cluster.exists() and cluster.stat().st_uid != os.geteuid():
        raise Trouble(f"{cluster} belongs to another person of this machine: run Cairn as them.")
    return Account()


def _candidates(cluster: Path) -> list[Account]:
    """Return who may run it for root: whoever owns it, else the first that is able to."""
    apart = Account(prefix=_APART)
    if not cluster.exists():
        return [apart, *_named()]
    found = cluster.stat()
    return [apart if found.st_uid == ROOT else Account(uid=found.st_uid, gid=found.st_gid)]


def _named() -> list[Account]:
    entries = {entry.pw_name: entry for entry in pwd.getpwall()}
    known = [entries[name] for name in _NAMES if name in entries]
    return [Account(uid=entry.pw_uid, gid=entry.pw_gid) for entry in known]
