"""`cairn match`: without a database, to the proven best, and checked without the solver."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from cairn.config.cli import main

ROOT = Path(__file__).resolve().parents[3]
HEADER = "ref,role,display_name,languages,waiting_since,capacity,cleared,trained,interests,never"
ROWS = [
    "A,mentee,Fern,en,2026-10-01,,,,music,",
    "B,mentee,Reed,en,2026-11-01,,,,chess,",
    "C,mentee,Sol,so,2026-11-01,,,,chess,",
    "M,mentor,Maple,en,,1,yes,yes,music,",
    "N,mentor,Juniper,en;es,,2,yes,yes,chess,A",
]


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "roster.csv"
    path.write_text("\n".join([HEADER, *ROWS]) + "\n")
    return path


@dataclass(frozen=True)
class Done:
    """What a command came to."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def cairn(capfd):
    def run(*arguments: object) -> Done:
        status = main(["match", *map(str, arguments)])
        said = capfd.readouterr()
        return Done(status, said.out, said.err)

    return run


def test_it_runs_where_there_is_no_database_no_secret_and_no_settings(roster):
    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    program = "import sys; from cairn.config.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", program, "match", str(roster)],
        env=bare, cwd=Path(__file__).parents[3], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "gap: 0" in done.stdout


def test_a_roster_is_matched_and_the_proof_has_no_gap(cairn, roster):
    done = cairn(roster, "--on", "2026-11-22")
    said = dict(line.split(": ", 1) for line in done.stdout.splitlines())
    assert (done.returncode, done.stderr) == (0, "")
    assert list(said) == [
        "people", "feasible pairs", "matched", "sum", "bound", "gap", "seconds", "peak memory",
    ]  # fmt: skip
    assert said["people"] == "3 mentees, 2 mentors"
    assert (said["feasible pairs"], said["matched"], said["gap"]) == ("3", "2", "0")
    assert said["sum"] == said["bound"]


def test_the_result_is_kept_and_verified(cairn, roster, tmp_path):
    out = tmp_path / "result.json"
    cairn(roster, "--on", "2026-11-22", "--out", out)
    pairs = {each["mentee"]: each["mentor"] for each in json.loads(out.read_text())["pairs"]}
    assert pairs == {"A": "M", "B": "N"}
    done = cairn(roster, "--verify", out)
    assert (done.returncode, done.stdout[:9]) == (0, "verified:")


def test_every_name_of_a_result_is_documented(cairn, roster, tmp_path):
    out = tmp_path / "result.json"
    cairn(roster, "--on", "2026-11-22", "--out", out)
    result = json.loads(out.read_text())
    names = {*result, *result["pairs"][0], *result["unmatched"][0], *result["settings"]}
    written = (ROOT / "docs/algorithms/matching.md").read_text()
    assert [name for name in sorted(names) if f"`{name}`" not in written] == []


def test_a_result_that_was_changed_is_not_verified(cairn, roster, tmp_path):
    out = tmp_path / "result.json"
    cairn(roster, "--on", "2026-11-22", "--out", out)
    result = json.loads(out.read_text())
    result["pairs"][0]["mentor"], result["pairs"][1]["mentor"] = "N", "M"
    out.write_text(json.dumps(result))
    done = cairn(roster, "--verify", out)
    assert (done.returncode, done.stdout[:13]) == (2, "not verified:")


def test_anybody_can_check_the_optimum_from_the_dump(cairn, roster, tmp_path):
    dump, out = tmp_path / "scores.npz", tmp_path / "result.json"
    cairn(roster, "--on", "2026-11-22", "--dump-scores", dump, "--out", out)
    with np.load(dump) as arrays:
        seats = np.repeat(np.arange(len(arrays["capacity"])), arrays["capacity"])
        worth = np.zeros((len(arrays["mentee_ref"]), len(seats)))
        for mentee, mentor, score in zip(
            arrays["mentee"], arrays["mentor"], arrays["score"], strict=True
        ):
            worth[mentee, seats == mentor] = score + 1_000_000
        rows, columns = linear_sum_assignment(worth, maximize=True)
        best = worth[rows, columns]
        total = int(best.sum()) - 1_000_000 * int((best > 0).sum())
        assert list(arrays["mentor_ref"]) == ["M", "N"]
    assert json.loads(out.read_text())["total"] == total


def test_bad_input_gives_the_errors_of_the_roster_and_no_half_result(cairn, roster, tmp_path):
    out = tmp_path / "result.json"
    roster.write_text(roster.read_text() + "D,mentee,Bad,en,yesterday,,,,,\n")
    done = cairn(roster, "--out", out)
    assert (done.returncode, out.exists()) == (2, False)
    assert done.stderr.startswith("7:waiting_since: ")


def test_settings_change_the_result_and_an_unknown_name_is_an_error(cairn, roster, tmp_path):
    settings = tmp_path / "settings.json"
    settings.write_text('{"floor": 100}')
    assert "matched: 0" in cairn(roster, "--program-settings", settings).stdout
    settings.write_text('{"flour": 30}')
    done = cairn(roster, "--program-settings", settings)
    assert (done.returncode, done.stdout) == (2, "")
    assert "flour" in done.stderr


def test_a_file_that_is_not_there_is_said_in_a_sentence(cairn, tmp_path):
    done = cairn(tmp_path / "nowhere.csv")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
