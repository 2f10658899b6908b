"""`cairn roster import`: the operator's door to the same import, in a fresh data folder too."""

import os
import re
from collections import defaultdict
from pathlib import Path

import pytest

from cairn.config import postgres
from cairn.config.commands.roster import SETTINGS
from cairn.config.folder import DataFolder
from cairn.config.postgres_cluster import DATABASE, OWNER
from cairn.programs.models import Setting
from tests.behavior.config import machine
from tests.factories.interop import mentee, mentor, roster_file

pytestmark = pytest.mark.slow

ADDRESSES = ["rowan@example.org", "maple@example.net"]
GOOD = roster_file(mentee(email=ADDRESSES[0], never="ghost"), mentor(email=ADDRESSES[1]))
BAD = roster_file(mentee(), mentor(role="janitor", email="nowhere"))
_COUNTS = (
    "select (select count(*) from people_organization), (select count(*) from programs_program)"
)
CAUTION = "warning: 2:never: “ghost” is nobody’s ref in this file or program."
MISSING = "The program “Evening” is not there yet: the import makes it."


@pytest.fixture
def bring_in():
    """Return a function that imports a file into a data folder."""
    folders = set()

    def run(folder: DataFolder, file: bytes | Path, *options: str) -> tuple[int, list[str], str]:
        folders.add(folder.path)
        if isinstance(file, bytes):
            path = folder.path.parent / "people.csv"
            path.write_bytes(file)
            file = path
        asked = ("roster", "import", str(file), "--program", "Evening", *options)
        done = machine.cairn(*asked, data=folder.path)
        return done.returncode, done.stdout.splitlines(), done.stderr

    yield run
    machine.until(lambda: all(machine.processes_of(folder) == {} for folder in folders))


def told(created: int, updated: int, unchanged: int, refused: int) -> str:
    return f"created {created} updated {updated} unchanged {unchanged} refused {refused}"


def made_in(folder) -> tuple[object, ...]:
    """Return how many organizations and programs there are."""
    server = postgres.started(folder, durable=False)
    [counts] = machine.ask(server.url(OWNER, DATABASE), _COUNTS)
    server.leave()
    return counts


def test_a_fresh_folder_gets_database_organization_program_and_people(bring_in, empty):
    tried = bring_in(empty, GOOD, "--dry-run")
    assert tried == (0, [MISSING, CAUTION, told(2, 0, 0, 0)], "")
    assert (made_in(empty), empty.kind) == ((0, 0), "")

    status, lines, made = bring_in(empty, GOOD)
    assert (status, lines) == (0, [CAUTION, told(2, 0, 0, 0)])
    assert made.startswith("The organization “Evening” was made")
    assert empty.kind == "site"

    assert bring_in(empty, GOOD) == (0, [CAUTION, told(0, 0, 2, 0)], "")
    assert held(empty.path, *ADDRESSES, "Rowan E1") == {"Rowan E1"}


def held(folder: Path, *texts: str) -> set[str]:
    """Return which of some texts the bytes of a folder's files hold, in any case.

    Addresses of one host are looked for only where the host is.
    """
    by_host = defaultdict(set)
    for text in texts:
        by_host[text.rpartition("@")[2].lower().encode()].add(text)
    files = (path.read_bytes().lower() for path in folder.rglob("*") if path.is_file())
    return {
        text
        for content in files
        for host, some in by_host.items()
        if host in content
        for text in some
        if text.lower().encode() in content
    }


def test_refused_rows_are_named_and_nothing_is_made(bring_in, tables):
    assert bring_in(tables, BAD) == (
        2,
        [
            "3:role: “janitor” is not known here. Use mentee, mentor.",
            "3:email: This is not an e-mail address. Leave it empty to invite on paper.",
            told(0, 0, 0, 1),
        ],
        "",
    )
    assert (made_in(tables), tables.kind) == ((0, 0), "")
    status, lines, _made = bring_in(
        tables, BAD, "--skip-refused", "--organization", "Harbor Street"
    )
    assert (status, lines[-1]) == (2, told(1, 0, 0, 1))


def test_a_file_that_cannot_be_read_is_one_sentence_and_starts_nothing(bring_in, empty):
    missing = empty.path / "nobody.csv"
    status, lines, said = bring_in(empty, missing)
    assert (status, lines) == (2, [])
    assert said == f"cairn: The roster {missing} cannot be read: no such file or directory.\n"
    assert not (empty.path / "postgres").exists()


@pytest.mark.skipif(not os.environ.get("CAIRN_SAMPLES"), reason="CAIRN_SAMPLES names no folder")
def test_the_samples_through_the_command(bring_in, tables):
    rosters = Path(os.environ["CAIRN_SAMPLES"]) / "rosters"
    status, lines, _made = bring_in(tables, rosters / "messy.csv")
    assert (status, lines[-1]) == (2, told(0, 0, 0, 10))
    assert len([line for line in lines if re.match(r"\d+:\w+: ", line)]) == 10
    assert bring_in(tables, rosters / "small.csv")[1] == [told(85, 0, 0, 0)]
    assert bring_in(tables, rosters / "small.csv")[1] == [told(0, 0, 85, 0)]
    words = (rosters / "small.csv").read_text().split(",")
    addresses = [word for word in words if "@" in word]
    assert (len(addresses) > 50, held(tables.path, *addresses)) == (True, set())


def test_the_kinds_of_place_are_those_a_program_knows():
    assert list(SETTINGS) == Setting.values
