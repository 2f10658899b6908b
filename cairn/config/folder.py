"""The data folder: everything an installation keeps on this machine, closed to everyone else.

- kind: "demo" or "site", once one of them was made
- secrets/: keys and passwords, one a file
- postgres/: the embedded server's data, where no DATABASE_URL names another
- socket/: where that server is reached
- log/: what that server says, a week of it
- run/: locks that tell who uses the server
- static/: style sheets and scripts under hashed names
"""

import fcntl
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PRIVATE = 0o700
_TO_PASS = 0o711  # the server's account may pass to its own folders, and nobody can look around
KINDS = ("demo", "site")


class Trouble(Exception):  # noqa: N818 - it is what the operator reads, not a fault of code
    """Something the operator can put right, in one sentence; the command ends with status 1."""


@dataclass(frozen=True)
class DataFolder:
    """A folder that exists and can be written, by its absolute path."""

    path: Path

    @property
    def kind(self) -> str:
        """Return "demo", "site", or nothing while neither was made."""
        try:
            return (self.path / "kind").read_text().strip()
        except FileNotFoundError:
            return ""

    def become(self, kind: str) -> None:
        """Be a demo or a site from now on; it never changes after that."""
        if kind not in KINDS:
            raise ValueError(f"a data folder is one of {KINDS}")
        if _write_once(self.path / "kind", kind) != kind:
            raise Trouble(
                f"{self.path} holds a {self.kind} already: give CAIRN_DATA another folder."
            )

    def private(self, name: str) -> Path:
        """Return a folder inside that only its owner enters, made when missing."""
        inside = self.path / name
        inside.mkdir(mode=PRIVATE, exist_ok=True)
        return inside

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Make something that is to be made once, while other commands wait."""
        with (self.private("run") / "making").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def secret(self, name: str) -> str:
        """Return a secret of 64 hex digits, made at the first asking and kept."""
        return _write_once(self.private("secrets") / name, secrets.token_hex(32))


def chosen() -> Path:
    """Return the folder the operator chose by CAIRN_DATA, else `var` where the command was run."""
    return Path(os.environ.get("CAIRN_DATA") or "var").absolute()


def opened(path: Path) -> DataFolder:
    """Make the folder when it is missing and see that it can be written, or raise Trouble."""
    try:
        path.mkdir(mode=_TO_PASS, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            return DataFolder(path.resolve())
    except OSError as problem:
        reason = (problem.strerror or "unusable").lower()
        raise Trouble(f"The data folder {path} cannot be written: {reason}.") from problem


def _write_once(path: Path, text: str) -> str:
    """Write a file of mode 600 unless it is there, whole or not at all; return what it holds."""
    if not path.exists():
        descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".")
        try:
            with os.fdopen(descriptor, "w") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            _publish(Path(draft), path)
        finally:
            Path(draft).unlink()
    return path.read_text().strip()


def _publish(draft: Path, path: Path) -> None:
    """Give the draft its name; when another process was first, theirs stands."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
