"""`make trust` is content with nothing less than every promise, measured and kept."""

import re

import pytest

from tests import promises
from tests.promises import GOALS, Finding
from tests.trust import __main__ as trust
from tests.trust import proving

KEPT = {name: Finding("0 of 12", is_kept=True) for name in GOALS}
LINE = re.compile(r"[a-z ]+: .+ \(goal .+\) (?:ok|short)")


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> dict[str, Finding]:
    """Let every promise be kept, as far as anybody measured."""
    monkeypatch.setattr(promises, "_FOUND", dict(KEPT))
    return promises._FOUND


def test_with_every_promise_kept_it_ends_well_and_tells_a_line_of_each(found, capsys):
    assert trust.told(passed=True) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines] == list(GOALS)
    assert [line for line in lines if not LINE.fullmatch(line) or not line.endswith("ok")] == []


@pytest.mark.parametrize("name", GOALS)
def test_a_promise_that_nobody_measured_is_short(found, capsys, name):
    del found[name]
    assert trust.told(passed=True) == 1
    assert f"{name}: not measured (goal {GOALS[name]}) short" in capsys.readouterr().out


@pytest.mark.parametrize("name", GOALS)
def test_a_promise_that_was_broken_is_short(found, capsys, name):
    found[name] = Finding("1 of 12", is_kept=False)
    assert trust.told(passed=True) == 1
    assert f"{name}: 1 of 12 (goal {GOALS[name]}) short" in capsys.readouterr().out


def test_a_test_that_failed_is_enough_to_fail(found):
    assert trust.told(passed=False) == 1


def test_the_worst_of_several_findings_stays(found):
    for is_kept in (True, False, True):
        promises._keep("kills", "as measured", is_kept=is_kept)
    assert not found["kills"].is_kept


def test_everything_that_is_run_is_there():
    assert [path for path in proving.files() if not (proving.ROOT / path).exists()] == []


def test_no_file_is_named_inside_a_folder_that_is_named():
    """pytest passes over it there, as its name does not begin with `test_`: it would not run."""
    named = proving.files()
    inside = [path for path in named for folder in named if path.startswith(f"{folder}/")]
    assert inside == []
    assert {"tests/trust/long/equal_time.py", "tests/trust/long/checks_bite.py"} <= set(named)
