"""Matching, side by side with peers: `python bench/matching.py [SIZE ...] [--only NAME]`.

A size is mentees x mentors. Every contender gets the same made-up people, the same feasible pairs
and the same scores, runs in a process of its own, and is given as the median of its runs. Those of
`peers/ours.py` begin with people, but for `solving` and `flowing`; these, `mentor-match` and
`matching` begin with the scores. The latter two are the latest releases, each in an environment of
its own below `var/bench`. Each has been called once before, on a small pool. Peak memory is of the
whole process. BLAS has one thread, as in the engine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import venv
from importlib.metadata import version
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SIZES = ["200x60", "2000x600", "10000x3000"]
OURS = (
    "cairn",
    "solving",
    "told",
    "scoring",
    "check",
    "arrival",
    "departure",
    "scipy",
    "flow",
    "flowing",
)
PEERS = ("mentor-match", "matching")
PATIENCE = 600
"""Seconds after which a run is given up."""
LARGEST = {
    "scipy": 40e6,
    "flow": 100e6,
    "flowing": 100e6,
    "told": 100e6,
    "mentor-match": 15e3,
    "matching": 2e6,
}
"""Mentees times mentors past which a contender is not tried: too slow, or more than memory."""
PROVEN = dict.fromkeys(("cairn", "solving", "told", "check", "arrival", "departure"), "yes")

Outcome = dict[str, Any]


def main() -> None:
    """Print the table, line by line as it is measured."""
    asked = _arguments()
    print(
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores,"
        f" Python {platform.python_version()}, NumPy {version('numpy')},"
        f" SciPy {version('scipy')}, OR-tools {version('ortools')}\n"
    )
    print("| size | contender | seconds | peak MB | matched | sum | worst fit | proven |")
    print("|---|---|--:|--:|--:|--:|--:|---|")
    for size in asked.sizes or SIZES:
        for name in asked.only or (*OURS, *PEERS):
            print(_line(size, name, asked.runs), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", help="mentees x mentors, like 200x60")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", action="append", choices=(*OURS, *PEERS))
    return parser.parse_args()


def _line(size: str, name: str, runs: int) -> str:
    mentees, mentors = (int(number) for number in size.split("x"))
    if mentees * mentors > LARGEST.get(name, float("inf")):
        return f"| {size} | {name} | not tried | | | | | |"
    run = _peer if name in PEERS else _ours
    try:
        outcomes = [run(name, mentees, mentors) for _ in range(runs)]
    except subprocess.TimeoutExpired:
        return f"| {size} | {name} | over {PATIENCE} | | | | | |"
    except (subprocess.CalledProcessError, json.JSONDecodeError):
        return f"| {size} | {name} | failed | | | | | |"
    of = {
        key: statistics.median(each[key] for each in outcomes)
        for key in outcomes[0]
        if key != "name"
    }
    return (
        f"| {size} | {outcomes[0].get('name', name)} | {of['seconds']:.4f} | {of['mb']:.0f}"
        f" | {of['matched']} | {of['sum']} | {of['worst'] / 100:.2f} | {PROVEN.get(name, 'no')} |"
    )


def _ours(name: str, mentees: int, mentors: int, *more: str) -> Outcome:
    command = [sys.executable, str(HERE / "peers" / "ours.py"), name, str(mentees), str(mentors)]
    outcome: Outcome = json.loads(_said_by([*command, *more]))
    return outcome


def _peer(name: str, mentees: int, mentors: int) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scores.json"
        _ours("scores", mentees, mentors, str(path))
        outcome = json.loads(
            _said_by([_python_with(name), str(HERE / "peers" / "scored.py"), name, str(path)])
        )
        given = json.loads(path.read_text())
    return {
        "name": f"{name} {outcome['version']}",
        "seconds": outcome["seconds"],
        "mb": outcome["mb"],
        **_figures(given, outcome["couples"]),
    }


def _figures(given: Outcome, couples: list[list[int]]) -> Outcome:
    found = {(i, j): at for at, (i, j) in enumerate(zip(*given["pairs"][:2], strict=True))}
    chosen = [found[i, j] for i, j in couples]
    return {
        "matched": len(chosen),
        "sum": sum(given["pairs"][2][at] for at in chosen),
        "worst": min((given["fits"][at] for at in chosen), default=0),
    }


def _python_with(package: str) -> str:
    """A Python in whose environment the latest release of a package is installed, and no more."""
    folder = HERE.parent / "var" / "bench" / package
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        _said_by([str(python), "-m", "pip", "install", "--quiet", package])
    return str(python)


def _said_by(command: list[str]) -> str:
    done = subprocess.run(
        command,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=PATIENCE,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    return done.stdout


if __name__ == "__main__":
    main()
