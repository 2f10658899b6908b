"""What the documents say is there is there."""

import re

from cairn.interop.roster import COLUMNS
from tests.architecture import source

DOCS = source.ROOT / "docs"


def _required(name: str) -> set[str]:
    lines = (source.ROOT / "requirements" / f"{name}.in").read_text().splitlines()
    return {
        re.split(r"[\[><=;]", line)[0].strip() for line in lines if line and line[0] not in "#-"
    }


def test_every_dependency_has_its_line_and_every_line_its_dependency() -> None:
    text = (DOCS / "dependencies.md").read_text()
    at_run_time = set(re.findall(r"^\| ([a-z0-9-]+) \|", text, re.MULTILINE)) - {"Package"}
    assert at_run_time == _required("runtime")


def test_every_tool_of_the_tests_is_named() -> None:
    text = (DOCS / "dependencies.md").read_text().partition("## For the tests")[2]
    missing = {name for name in _required("development") if name.replace("-stubs", "") not in text}
    assert missing == set()


def test_what_installs_the_rest_is_named() -> None:
    text = (DOCS / "dependencies.md").read_text()
    section = text.partition("## For installing")[2].partition("##")[0]
    missing = {name for name in _required("installer") | _required("build") if name not in section}
    assert missing == set()


def test_every_column_of_the_roster_is_described() -> None:
    described = set(re.findall(r"`([a-z_]+)`", (DOCS / "ROSTER.md").read_text()))
    assert set(COLUMNS) - described == set()


def test_every_link_within_the_documents_leads_somewhere() -> None:
    broken = [
        f"{page.relative_to(source.ROOT)}: {target}"
        for page in [*source.ROOT.glob("*.md"), *DOCS.rglob("*.md")]
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text())
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_decision_has_a_number_of_its_own_and_says_why() -> None:
    records = sorted((DOCS / "adr").glob("*.md"))
    numbers = [record.name[:4] for record in records]
    assert len(set(numbers)) == len(numbers)
    assert [record.name for record in records if "Why" not in record.read_text()] == []


def test_the_license_is_the_agpl() -> None:
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in (source.ROOT / "LICENSE").read_text()[:100]
