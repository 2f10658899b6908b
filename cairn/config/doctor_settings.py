"""Settings that say nothing any more, or say it unsafely."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core import checks

from cairn.config.doctor_findings import Finding, fine, look, wrong
from cairn.config.folder import DataFolder

_NAME = re.compile(r"\bCAIRN_[A-Z_]+\b")
_OTHERS = 0o077


def findings(folder: DataFolder) -> Iterator[Finding]:
    """Look at the environment, the secrets and what Django itself finds unsafe."""
    yield from _unknown_names()
    yield from _secrets(folder)
    if not settings.DEMO:
        yield from _address()
        yield from _mail()
    yield from _django()


def _unknown_names() -> Iterator[Finding]:
    """Find variables that nothing reads: misspelled, or from an earlier version."""
    known = {name for file in Path(__file__).parent.rglob("*.py") for name in _names(file)}
    given = {name for name in os.environ if name.startswith("CAIRN_")}
    for name in sorted(given - known):
        yield look(f"Nothing reads the variable {name}: misspelled, or from another version?")


def _names(file: Path) -> list[str]:
    return _NAME.findall(file.read_text(encoding="utf-8"))


def _secrets(folder: DataFolder) -> Iterator[Finding]:
    place = folder.private("secrets")
    open_ones = [path for path in (place, *place.iterdir()) if path.stat().st_mode & _OTHERS]
    for path in open_ones:
        yield wrong(f"Others can read {path}: chmod go= {path}")
    if not open_ones:
        yield fine("Nobody else can read the secrets")


def _address() -> Iterator[Finding]:
    if settings.PUBLIC_URL.startswith("https://"):
        yield fine(f"People use {settings.PUBLIC_URL}")
    else:
        yield wrong(
            f"People would use {settings.PUBLIC_URL}, which is not encrypted: put a reverse proxy "
            "with TLS before Cairn and set CAIRN_URL"
        )


def _mail() -> Iterator[Finding]:
    if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
        yield look("No mail is sent: set CAIRN_SMTP, or people must be told in person")
    else:
        yield fine(f"Mail goes through {settings.EMAIL_HOST}")


def _django() -> Iterator[Finding]:
    """Pass on what Django's own check of deployments finds, where TLS is to be expected."""
    deployed = settings.PUBLIC_URL.startswith("https://")
    for message in checks.run_checks(include_deployment_checks=deployed):
        if message.level >= checks.WARNING and not message.is_silenced():
            yield look(f"{message.msg} ({message.id})")
