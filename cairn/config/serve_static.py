"""Style sheets and scripts under names that carry their hash, gathered before the first page."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def gather() -> None:
    """Bring the folder of static files up to date; return quickly when it is."""
    mark = Path(settings.STATIC_ROOT) / ".gathered"
    fingerprint = _fingerprint()
    if not mark.exists() or mark.read_text() != fingerprint:
        call_command("collectstatic", interactive=False, verbosity=0)
        mark.write_text(fingerprint)


def _fingerprint() -> str:
    """Tell this state of the sources from any other, by names and contents."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            with storage.open(name) as file:
                digest.update(name.encode() + b"\0" + file.read())
    return digest.hexdigest()
