"""Where the embedded server is reached: a folder closed to every other person of the machine."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from cairn.config.folder import PRIVATE, DataFolder, Trouble
from cairn.config.postgres_account import Account

NAME = ".s.PGSQL.5432"
_LONGEST = 100  # systems cut a socket's path at 104 to 107 bytes
_OTHERS = 0o077


def socket_folder(folder: DataFolder, account: Account) -> Path:
    """Return the folder of the socket: inside the data folder when its path is short enough."""
    if len(os.fsencode(folder.path / "socket" / NAME)) <= _LONGEST:
        return account.give(folder.private("socket"))
    return _temporary(account, folder.path)


def _temporary(account: Account, data: Path) -> Path:
    """Return a folder under the system's temporary one, named for the data folder."""
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    path = Path(tempfile.gettempdir()) / f"cairn-{digest}"
    try:
        path.mkdir(mode=PRIVATE)
        return account.give(path)
    except FileExistsError:
        return _trusted(path, account)


def _trusted(path: Path, account: Account) -> Path:
    """Return the folder, or raise Trouble where somebody else made it to listen in."""
    found = path.lstat()
    if (
        stat.S_ISDIR(found.st_mode)
        and found.st_uid == account.owner
        and not found.st_mode & _OTHERS
    ):
        return path
    raise Trouble(f"{path} is not Cairn's own: remove it, or set TMPDIR to a folder of your own.")
