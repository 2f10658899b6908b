"""Who may do what: the hand-written table against the running system, cell by cell.

`make test` asks the policies about every cell, and over HTTP for each route, method and answer
once; `make trust` asks for every cell over HTTP. The cells of the cast's own world are those of
access_table.txt, which another test holds against the running system.

`CAIRN_WRITE_TABLE=1` writes the expansion anew; look at every changed cell.
"""

import os
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse

from cairn.core import access, clock
from cairn.people.keys import store as keys
from tests import figures, promises
from tests.architecture import knocking, matrix, mutants, routes, worlds
from tests.architecture.cells import Cell, Known, Loose, Matrix
from tests.architecture.knocking import Visitor
from tests.architecture.mutants import Mutant
from tests.architecture.routes import Route
from tests.architecture.test_access_table import KEPT
from tests.architecture.worlds import HERE

GOLDEN = Path(__file__).with_name("matrix_expanded.txt")
INSIDE = {"page", "done", "sent on", "confirm", "form again"}
BEST = {"page", "done", "sent on"}
KEPT_APART = ("blocked", "no-contact")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_MARKS = {"in": "+", "refused": "no", "absent": ".", "sign in": "?"}


@pytest.fixture(scope="module")
def expanded(django_db_setup: None, django_db_blocker: Any) -> Iterator[Matrix]:
    """The table over all worlds, which are built once for this file and then undone.

    The clock stands still: at full length the devices in these worlds would be left idle too long.
    """
    with django_db_blocker.unblock(), knocking.undone():
        with keys.keep_in_mind():
            built = Matrix(worlds.build())
        with clock.pinned(clock.now()):
            yield built


def test_every_door_is_of_a_class_and_every_line_of_the_table_leads_to_a_door():
    """A new route needs its name in matrix.txt: there it is said who may enter."""
    doors = {(route.name, method) for route in routes.all_routes() for method in route.methods}
    assert {door for name in matrix.table().doors for door in _doors_of(name)} == doors


def test_the_table_is_short_enough_to_be_read():
    assert len(list(matrix.lines())) <= 100


def test_a_tie_that_comes_to_exist_gets_its_column():
    words = tuple(matrix.table().not_yet.values())
    models = {model.__name__ for model in apps.get_models() if model.__module__[:6] == "cairn."}
    assert [name for name in models if name.startswith(words)] == []


def test_the_expansion_is_what_was_agreed(expanded):
    if os.environ.get("CAIRN_WRITE_TABLE"):
        GOLDEN.write_text(_written(expanded))
    assert _written(expanded).splitlines() == GOLDEN.read_text().splitlines()


def test_at_the_policies_every_cell_is_as_the_table_says(expanded):
    known = Known()
    cells = [*expanded.cells, *expanded.loose, *expanded.acts]
    judged = [(cell, expanded.judged(cell, known)) for cell in cells]
    figures.tell("matrix", f"{len(judged)} cells at the policies, {len(known.answers)} questions")
    assert _wrong((cell, said) for cell, said in judged if said) == []


def test_every_bent_policy_and_gate_changes_a_cell(expanded):
    """`make test` bends every other policy that the matrix asks; `make trust` all, and the gates.

    There, too, policies that no question of the matrix reaches are bent while doors are tried.
    """
    asking = _asking(expanded)
    bent = [*mutants.of_policies(), *(mutants.of_gates() if promises.IS_LONG else [])]
    near = [one for one in bent if one.of in asking][:: promises.many(2, 1)]
    far = [one for one in bent if one.of not in asking] if promises.IS_LONG else []
    alive = {str(one) for one in near if not _is_killed(expanded, one, asking[one.of])}
    alive |= _alive_at_the_doors(expanded, far) if far else set()
    alive -= mutants.SAME_BEHIND_THE_SECOND_WALL
    figure = "; ".join([f"{len(alive)} of {len(near) + len(far)}", *sorted(alive)])
    promises.found("mutants", figure, is_kept=not alive)


def test_over_http_every_cell_is_as_the_table_says(expanded):
    met = [*_recorded(expanded), *_met(expanded)]
    wrong = _wrong(met)
    figure = "; ".join([f"{len(wrong)} of {len(met)} cells", *wrong[:20]])
    promises.found("matrix", figure, is_kept=not wrong)


def test_no_door_refuses_everybody(expanded):
    """Where the table lets nobody of the cast in, one of the two whom the row is about gets in."""
    shut = [
        f"{line[0].route.name} {line[0].method}, {line[0].place}"
        for line in _refusing_all(expanded)[:: promises.many(6, 1)]
        if not any(_word(expanded, line[0], own) in INSIDE for own in _own(expanded, line[0]))
    ]
    assert shut == []


def test_methods_that_are_closed_answer_like_a_page_that_is_not_there(expanded):
    like = {is_api: _nowhere(expanded, is_api=is_api) for is_api in (True, False)}
    differing = [
        f"{route.name} {method}"
        for route in routes.all_routes()[:: promises.many(8, 1)]
        for method in {*METHODS} - {*route.methods}
        if route.methods and _closed(expanded, route, method) != like[route.is_api]
    ]
    assert differing == []


def _asking(expanded: Matrix) -> dict[str, list[Any]]:
    """Return, by each policy and gate, the cells about which it is asked."""
    asking: dict[str, list[Any]] = {}
    loose = expanded.loose if promises.IS_LONG else []  # they are asked of gates alone
    alike = [[cell] for cell in expanded.distinct()]
    alike += [list(some) for _one, some in groupby(sorted(loose, key=_gate), key=_gate)]
    with mutants.watched() as asked:
        for cells in alike:
            asked.clear()
            expanded.judged(cells[0], Known())
            for name in asked:
                asking.setdefault(name, []).extend(cells)
    return asking


def _gate(cell: Loose) -> tuple[str, str, str]:
    """Return what one gate opens to one person, all rows of a table at once."""
    return type(cell.row).__name__, cell.gate, cell.role


def _alive_at_the_doors(expanded: Matrix, bent: list[Mutant]) -> set[str]:
    """Return the mutants with which every door answers as before to those whom it lets in."""
    asking: dict[str, list[tuple[Cell, str]]] = {}
    with mutants.watched() as asked:
        for cell in _entered(expanded):
            asked.clear()
            word = _at_home(expanded, cell)
            for name in asked:
                asking.setdefault(name, []).append((cell, word))
    return {str(one) for one in bent if not _is_noticed(expanded, one, asking.get(one.of, []))}


def _is_noticed(expanded: Matrix, mutant: Mutant, asking: list[tuple[Cell, str]]) -> bool:
    with mutant.living():
        return any(_at_home(expanded, cell) != word for cell, word in asking)


def _entered(expanded: Matrix) -> list[Cell]:
    """Return, for each door of the cast's world, the first whom it lets do something."""
    found = {cell.door: cell for cell, word in reversed(list(_recorded(expanded))) if word in BEST}
    return list(found.values())


def _at_home(expanded: Matrix, cell: Cell) -> str:
    world = expanded.worlds.here
    path, form = knocking.path_of(world, cell.route), world.forms.get(cell.route.name, {})
    visitor = expanded.visitors[cell.role]
    return knocking.knocked(cell.route, cell.method, path, visitor, form).word


def _is_killed(expanded: Matrix, mutant: Mutant, cells: list[Any]) -> bool:
    known = Known()
    with mutant.living():
        return any(expanded.judged(cell, known) not in {None, cell.expected} for cell in cells)


def _doors_of(name: str) -> Iterator[matrix.Door]:
    """Yield the doors that a name in the table stands for: all methods, or the one it says."""
    route, _slash, method = name.partition("/")
    known = [door for door in access.registered() if door[0] == route]
    yield from [(route, method)] if method else known or [(route, "nowhere")]


def _written(expanded: Matrix) -> str:
    """Return the expansion as it is committed."""
    head = f"{'rows':22}{'route':38}{'method':8}"
    lines = [head + "".join(f"{role:15}" for role in expanded.roles)]
    for line in _lines(expanded):
        first = line[0]
        marks = "".join(f"{f'{_MARKS[cell.expected]} {cell.tie}':15}" for cell in line)
        lines.append(f"{first.place:22}{first.route.name:38}{first.method:8}{marks}")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _lines(expanded: Matrix) -> Iterator[list[Cell]]:
    for _key, line in groupby(expanded.cells, key=lambda cell: (cell.place, cell.door)):
        yield list(line)


def _wrong(met: Iterable[tuple[Any, str]]) -> list[str]:
    """Describe the cells in which something else was met than is expected."""
    return [
        f"{cell}: {word}, not {cell.expected}"
        for cell, word in met
        if ("in" if word in INSIDE else word) != cell.expected
    ]


def _recorded(expanded: Matrix) -> Iterator[tuple[Cell, str]]:
    """Yield the cells of the cast's own world with what the running system answered."""
    header, *lines = KEPT.read_text().splitlines()
    roles = header.split()[2:]
    words = {
        (route, method, role): word
        for route, method, *told in (re.split(r"\s{2,}", line) for line in lines)
        for role, word in zip(roles, told, strict=True)
    }
    for cell in expanded.cells:
        if cell.place == HERE:
            yield cell, words[*cell.door, cell.role]


def _met(expanded: Matrix) -> Iterator[tuple[Cell, str]]:
    """Knock for the rows of other worlds; what is hidden must look like what was never made."""
    done: set[tuple[matrix.Door, str]] = set()
    for cell in expanded.cells:
        is_new = (cell.door, cell.expected) not in done
        if cell.place != HERE and (is_new or promises.IS_LONG):
            done.add((cell.door, cell.expected))
            yield cell, _word(expanded, cell, expanded.visitors[cell.role])


def _word(expanded: Matrix, cell: Cell, visitor: Visitor) -> str:
    there = _knocked(expanded, cell, visitor, is_made_up=False)
    if there.word == "absent":
        nowhere = _knocked(expanded, cell, visitor, is_made_up=True)
        return "absent" if _told(there) == _told(nowhere) else "absent, and betrayed"
    return there.word


def _knocked(expanded: Matrix, cell: Cell, visitor: Visitor, *, is_made_up: bool) -> knocking.Cell:
    """Knock for a row, with the form that opens this door, or for one that was never made."""
    world, route = expanded.worlds.all[cell.place], cell.route
    kwargs = world.paths[route.name]
    path = reverse(route.name, kwargs=knocking.made_up(kwargs) if is_made_up else kwargs)
    form = world.forms.get(route.name, expanded.worlds.here.forms.get(route.name, {}))
    return knocking.knocked(route, cell.method, path, visitor, form)


def _told(cell: knocking.Cell) -> tuple[str, dict[str, str], bytes]:
    return cell.word, cell.headers, knocking.unmasked(cell.body)


def _refusing_all(expanded: Matrix) -> list[list[Cell]]:
    """Return the lines in which nobody of the cast gets in, to what is still somebody's.

    Those of two kept apart are none of them.
    """
    return [
        line
        for line in _lines(expanded)
        if not {"in", "refused"} & {cell.expected for cell in line}
        and _is_somebodys(expanded, line[0])
        and not set(KEPT_APART) & {cell.tie for cell in line}
    ]


def _is_somebodys(expanded: Matrix, cell: Cell) -> bool:
    if not expanded.table.names_rows(cell.door):
        return True
    row = expanded.row(cell.place, cell.door)
    return bool(row.people or row.programs)


def _own(expanded: Matrix, cell: Cell) -> Iterator[Visitor]:
    """Yield the two whom a world is about."""
    cast = expanded.worlds.all[cell.place].cast
    for role, person in (("mentee", cast.mentee), ("mentor", cast.mentor)):
        yield knocking.visitor_of(role, person)


def _closed(expanded: Matrix, route: Route, method: str, path: str = "") -> Any:
    """Return what a mentee gets who tries a method that is closed, whatever the path names."""
    path = path or knocking.path_of(expanded.worlds.here, route)
    got = knocking.knocked(route, method, path, expanded.visitors["mentee"], {})
    headers = {name: value for name, value in got.headers.items() if name != "Content-Length"}
    return (
        got.word,
        headers,
        re.sub(rb'\s*(?:aria-current="page")?>', b">", knocking.unmasked(got.body)),
    )


def _nowhere(expanded: Matrix, *, is_api: bool) -> Any:
    """Return what a mentee gets where no page ever was."""
    like = next(route for route in routes.all_routes() if route.is_api == is_api)
    return _closed(expanded, like, "GET", "/api/v1/nowhere" if is_api else "/nowhere/")
