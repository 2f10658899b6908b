"""Who gets what at every door: route, method and person, over HTTP, as one table.

`CAIRN_WRITE_TABLE=1 make test`, or this file alone under pytest, writes the table anew; look at
every changed cell before it is committed. What must hold whatever the table says stands below.
"""

import os
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from django.http import HttpResponse

from cairn.core.access import DataClass
from cairn.people.keys import store as keys
from cairn.people.policies import anyone
from tests import figures
from tests.architecture import knocking, shapes, world
from tests.architecture.knocking import Cell
from tests.architecture.world import NOBODY

KEPT = Path(__file__).with_name("access_table.txt")
SENSITIVE = re.compile(
    r"recover|sober|sobri|crav|relaps|addict|substance|drug|alcohol|detox|rehab|treat|therap"
    r"|overdos|slip|clean|peer|mentor",
    re.IGNORECASE,
)
_PLACES = (
    *("Today", "Talk", "Plan", "Matching", "People", "Me"),
    *("Programs", "Contacts", "Stones", "Support", "Sign in", "Figures"),
)
TITLES = {
    "Cairn", "Cairn, the parts", "I can’t get in · Cairn",
    "Your invitation · Cairn", "How is it now? · Cairn", *(f"{place} · Cairn" for place in _PLACES),
}  # fmt: skip
_cells: list[Cell] = []


@pytest.fixture
def cells(db: None) -> list[Cell]:
    """The whole table, knocked together once for all tests of this file."""
    if not _cells:
        with keys.keep_in_mind():
            built = world.build()
        _cells.extend(knocking.table(built))
        doors = len({(cell.route.name, cell.method) for cell in _cells})
        figures.tell(
            "access table", f"{len(_cells)} cells, {doors} doors, {len(built.roles)} roles"
        )
    return _cells


def rows(cells: list[Cell]) -> Iterator[tuple[str, list[Cell]]]:
    for key, row in groupby(cells, key=lambda cell: f"{cell.route.name} {cell.method}"):
        yield key, list(row)


def written(cells: list[Cell]) -> str:
    """Return the table as it is committed."""
    roles = [cell.role for cell in next(rows(cells))[1]]
    lines = [f"{'route':40}{'method':8}" + "".join(f"{role:12}" for role in roles)]
    for _key, row in rows(cells):
        first = row[0]
        words = "".join(f"{cell.word:12}" for cell in row)
        lines.append(f"{first.route.name:40}{first.method:8}{words}")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def test_every_cell_is_what_was_agreed(cells):
    if os.environ.get("CAIRN_WRITE_TABLE"):
        KEPT.write_text(written(cells))
    assert written(cells).splitlines() == KEPT.read_text().splitlines()


def test_who_looks_at_a_page_in_the_browser_sees_every_part_of_it(cells):
    """A page is looked at as each of those it differs for: whom `lookers.txt` names."""
    pages = [cell for cell in cells if cell.word == "page" and not cell.route.is_api]
    looks = [cell for cell in pages if cell.method == "GET"]
    shown = {
        route: {cell.role: shapes.of(cell.body) for cell in some}
        for route, some in groupby(looks, key=lambda cell: cell.route.name)
    }
    if os.environ.get("CAIRN_WRITE_TABLE"):
        shapes.keep({route: shapes.lookers(by_role) for route, by_role in shown.items()})
    kept = shapes.kept()
    assert list(kept) == list(shown)
    missed = {route: shapes.unseen(by_role, kept[route]) for route, by_role in shown.items()}
    assert {route: parts for route, parts in missed.items() if parts} == {}


def test_an_outsider_finds_nothing_of_another_organization(cells):
    found = [
        f"{cell.route.name} {cell.method}: {cell.word}"
        for cell in cells
        if cell.role == "outsider" and cell.route.names_rows and cell.word != "absent"
    ]
    assert found == []


@pytest.mark.parametrize("role", ["facilitator", "house_lead", "funder"])
def test_who_looks_after_nobody_finds_nothing_of_anybody(cells, role):
    found = [
        f"{cell.route.name} {cell.method}: {cell.word}"
        for cell in cells
        if cell.role == role and cell.route.names_rows and cell.word != "absent"
    ]
    assert found == []


def test_a_key_opens_the_api_for_its_owner_and_no_page(cells):
    differing = {}
    for door, row in rows(cells):
        words = {cell.role: cell.word for cell in row}
        like = "mentee" if row[0].route.is_api else NOBODY
        if words[knocking.KEY] != words[like]:
            differing[door] = words[knocking.KEY]
    assert differing == {}


def test_what_an_outsider_may_not_see_looks_like_what_was_never_made(db):
    with keys.keep_in_mind():
        built = world.build()
    differing = [
        route.name
        for route, there, nowhere in knocking.strangers(built)
        if _told(there) != _told(nowhere)
    ]
    assert differing == []


def test_nobody_gets_only_what_is_public(cells):
    private = [cell for cell in cells if cell.role == NOBODY and not _is_public(cell)]
    assert {cell.word for cell in private} == {"sign in"}


def test_whatever_is_public_asks_for_nothing_of_a_person(cells):
    public = {cell.route.row(cell.method).data for cell in cells if _is_public(cell)}
    assert public <= {DataClass.PUBLIC, DataClass.PERSONAL}
    personal = {
        cell.route.name
        for cell in cells
        if _is_public(cell) and cell.route.row(cell.method).data == DataClass.PERSONAL
    }
    # shows a name to whoever holds the invitation, hours to whoever holds the link
    assert personal == {"join", "calendar_feed"}


def test_somebody_may_enter_every_door(cells):
    entered = {"page", "done", "sent on", "confirm"}
    shut = [key for key, row in rows(cells) if not {cell.word for cell in row} & entered]
    assert shut == ["mfa_add_webauthn POST"]  # opened by a device alone: tests/browser


def test_no_door_is_broken(cells):
    broken = [
        f"{cell.route.name} {cell.method} {cell.role}: {cell.word}"
        for cell in cells
        if cell.word.startswith(("broken", "malformed"))
    ]
    assert broken == []


def test_no_page_asks_the_databases_more_than_ten_times(cells):
    asked = {
        f"{cell.route.name} {cell.role}": cell.statements
        for cell in cells
        if cell.method == "GET" and cell.statements > 10
    }
    assert asked == {}


def test_nothing_may_be_kept_by_a_browser_or_a_proxy(cells):
    kept = {
        f"{cell.route.name}: {cell.headers.get('Cache-Control')}"
        for cell in cells
        if "no-store" not in cell.headers.get("Cache-Control", "")
    }
    assert kept == set()


def test_every_page_allows_scripts_and_styles_of_its_own_host_alone(cells):
    policies = {cell.headers.get("Content-Security-Policy", "none") for cell in cells}
    assert [policy for policy in policies if "unsafe" in policy or "://" in policy] == []
    assert {"default-src 'none'" in policy for policy in policies} == {True}


def test_every_page_refuses_frames_sniffing_and_telling_other_sites(cells):
    told = {
        tuple(
            cell.headers.get(name)
            for name in ("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy")
        )
        for cell in cells
    }
    assert told == {("DENY", "nosniff", "same-origin")}


def test_every_title_is_neutral(cells):
    assert {cell.title for cell in cells if cell.title} - TITLES == set()


def test_no_path_says_what_cairn_is_for(cells):
    said = {
        cell.route.pattern
        for cell in cells
        if not cell.route.is_api and SENSITIVE.search(cell.route.pattern)
    }
    assert said == set()


def _is_public(cell: Cell) -> bool:
    return cell.route.row(cell.method).policy is anyone or cell.route.name == "styleguide"


def _told(response: HttpResponse) -> tuple[int, dict[str, str], bytes]:
    return response.status_code, dict(response.headers), knocking.unmasked(response.content)
