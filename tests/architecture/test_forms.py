"""Every unsafe form carries what makes it safe to send: a token, and a key for a retry."""

import re
from pathlib import Path

import pytest

from tests.architecture import source

FORM = re.compile(r"<form\b[^>]*method=\"post\".*?</form>", re.DOTALL)
# Forms of people who are not signed in, or that only sign out: nobody to hold a key for.
KEYLESS = ("people/templates/account/", "people/templates/mfa/", "ui/templates/ui/top.html")
KEYLESS_PAGES = {
    "people/templates/people/demo.html",
    "people/templates/people/join.html",
    "people/templates/people/send_on.html",  # the form that waits has its key
}
SIGNING_OUT = '{% url "account_logout" %}'


def _forms(path: Path) -> list[str]:
    """Return the forms of a template, with what they include from their own app."""
    return [_whole(form) for form in FORM.findall(path.read_text())]


def _whole(form: str) -> str:
    for name in re.findall(r"{% include \"([^\"]+)\"", form):
        form += "".join(p.read_text() for p in source.PACKAGE.glob(f"*/templates/{name}"))
    return form


def _posting() -> list[Path]:
    return [path for path in source.templates() if _forms(path)]


@pytest.mark.parametrize("path", _posting(), ids=lambda p: str(p.relative_to(source.PACKAGE)))
def test_an_unsafe_form_carries_a_token(path: Path) -> None:
    assert [form[:80] for form in _forms(path) if "{% csrf_token %}" not in form] == []


@pytest.mark.parametrize("path", _posting(), ids=lambda p: str(p.relative_to(source.PACKAGE)))
def test_an_unsafe_form_of_a_person_carries_a_key(path: Path) -> None:
    name = str(path.relative_to(source.PACKAGE))
    if name.startswith(KEYLESS) or name in KEYLESS_PAGES:
        return
    keyless = [form for form in _forms(path) if "{% form_key %}" not in form]
    assert [form[:80] for form in keyless if SIGNING_OUT not in form] == []
