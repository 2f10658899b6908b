"""Match a roster to the proven best, without a database, or check a result against its roster."""

import argparse
import json
import resource
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cairn.config.folder import Trouble

if TYPE_CHECKING:
    from cairn.interop.roster import RosterRow
    from cairn.matching.engine import Pool, Result, Settings

WRONG = 2
_USUAL_ZONE = "America/New_York"  # a program's, until it says otherwise
_BAR = 30
_BYTES_A_KILO = 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options."""
    parser.add_argument("roster", type=Path, help="the roster, one row a person")
    parser.add_argument(
        "--on", type=date.fromisoformat, help="the day to count waiting from (default: today)"
    )
    parser.add_argument(
        "--program-settings", type=Path, metavar="FILE", help="settings of the program, as JSON"
    )
    parser.add_argument(
        "--time-zone", default=_USUAL_ZONE, help="of people without one (default: %(default)s)"
    )
    parser.add_argument("--out", type=Path, metavar="RESULT", help="write the whole result as JSON")
    parser.add_argument(
        "--dump-scores",
        type=Path,
        metavar="FILE",
        help="write every feasible pair as arrays (.npz)",
    )
    parser.add_argument(
        "--verify", type=Path, metavar="RESULT", help="check this result instead of matching"
    )


def run(options: argparse.Namespace) -> int:
    """Match, or verify; 2 when the roster, the settings or the result is wrong."""
    _speak_plainly()
    from cairn.matching.engine import Unusable  # noqa: PLC0415 - slow to load

    try:
        return _run(options)
    except Unusable as problem:
        sys.stderr.write(f"cairn: {problem}\n")
        return WRONG


def _run(options: argparse.Namespace) -> int:
    began = time.monotonic()
    settings = _settings(options.program_settings)
    pool = _pool(options)
    if pool is None:
        return WRONG
    if options.verify:
        return _verify(options, pool, settings)
    return _match(options, pool, settings, began)


def _speak_plainly() -> None:
    """Let sentences be English without an installation: there is none to say otherwise."""
    from django.conf import settings  # noqa: PLC0415 - nothing of Django before `run`

    if not settings.configured:
        settings.configure(USE_I18N=False)


def _settings(path: Path | None) -> "Settings":
    from cairn.matching.engine import Settings, Unusable  # noqa: PLC0415 - slow to load

    given = _json(path) if path else {}
    if not isinstance(given, dict):
        raise Unusable(f"{path}: the settings must be an object of names and values.")
    return Settings.from_mapping(given)


def _pool(options: argparse.Namespace) -> "Pool | None":
    """Return everybody of the roster; None, every wrong cell named, when it is refused."""
    from cairn.interop.roster import read_roster  # noqa: PLC0415 - waits for `_speak_plainly`
    from cairn.matching.pool import pool_of  # noqa: PLC0415 - likewise

    on = options.on or datetime.now(UTC).date()
    reading = read_roster(_bytes(options.roster), on=on, default_zone=options.time_zone)
    for remark in (*reading.refusals, *reading.cautions):
        sys.stderr.write(f"{remark}\n")
    if reading.refusals:
        return None
    return pool_of(_facts(row) for row in reading.rows)


def _facts(row: "RosterRow") -> Any:
    from cairn.matching.pool import Facts  # noqa: PLC0415 - slow to load

    return Facts(
        ref=row.ref,
        sides=row.roles,
        answers=row.answers,
        waiting_since=row.waiting_since,
        recovery_since=row.recovery_since,
        capacity=row.capacity,
        caseload=row.caseload,
        cleared=row.cleared,
        trained=row.trained,
        paused=row.paused,
        never=frozenset(row.never),
        household=row.household,
    )


def _match(options: argparse.Namespace, pool: "Pool", settings: "Settings", began: float) -> int:
    from cairn.matching.engine import match, to_data  # noqa: PLC0415 - slow to load

    on = options.on or datetime.now(UTC).date()
    result = match(pool, settings=settings, on=on, progress=_Bar())
    if options.dump_scores:
        _dump(options.dump_scores, pool, settings, on)
    if options.out:
        _write(options.out, json.dumps(to_data(result), ensure_ascii=False).encode())
    _print(_figures(result), began)
    return 0


def _verify(options: argparse.Namespace, pool: "Pool", settings: "Settings") -> int:
    from cairn.matching.engine import from_data, verify  # noqa: PLC0415 - slow to load

    result = from_data(_json(options.verify))
    stated = settings if options.program_settings else result.settings
    check = verify(result, pool, settings=stated)
    if check:
        sys.stdout.write("verified: feasible, scored right, and the best there is\n")
        return 0
    sys.stdout.write(f"not verified: {', '.join(check.faults)}\n")
    return WRONG


def _figures(result: "Result") -> Iterator[tuple[str, object]]:
    yield "people", f"{result.mentees} mentees, {result.mentors} mentors"
    yield "feasible pairs", result.feasible_pairs
    yield "matched", result.matched
    yield "sum", result.total
    yield "bound", result.bound
    yield "gap", result.gap


def _print(figures: Iterator[tuple[str, object]], began: float) -> None:
    for name, figure in figures:
        sys.stdout.write(f"{name}: {figure}\n")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _BYTES_A_KILO
    sys.stdout.write(f"seconds: {time.monotonic() - began:.2f}\n")
    sys.stdout.write(f"peak memory: {peak:.0f} MB\n")


def _dump(path: Path, pool: "Pool", settings: "Settings", on: date) -> None:
    """Write mentee and mentor as numbers into the refs, the score of each pair, the free places."""
    import numpy as np  # noqa: PLC0415 - slow to load

    from cairn.matching.engine.decided import draw_off  # noqa: PLC0415 - likewise
    from cairn.matching.engine.feasible import Terms  # noqa: PLC0415 - likewise
    from cairn.matching.engine.market import NONE  # noqa: PLC0415 - likewise

    table = draw_off(pool, Terms.of(pool, settings, on)).table
    found: list[tuple[Any, Any, Any]] = [(np.empty(0, np.int64),) * 3]
    for block in table.blocks():
        row, column = np.nonzero(block.scores != NONE)
        found.append((block.rows[row], block.columns[column], block.scores[row, column]))
    mentee, mentor, score = (np.concatenate(each) for each in zip(*found, strict=True))
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            mentee=mentee,
            mentor=mentor,
            score=score,
            capacity=table.places,
            mentee_ref=np.array([each.ref for each in table.people]),
            mentor_ref=np.array([each.ref for each in table.mentors]),
        )


class _Bar:
    """A bar on the terminal, for work that takes longer than a moment."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.shown = ""

    def __call__(self, what: str, done: int, of: int) -> None:
        """Draw how much is done; nothing where nobody watches, nothing in the first second."""
        if not sys.stderr.isatty() or time.monotonic() - self.began < 1:
            return
        filled = _BAR * done // max(of, 1)
        shown = f"\r{what} [{'#' * filled}{' ' * (_BAR - filled)}]"
        if shown != self.shown:
            sys.stderr.write(shown + ("\n" if done >= of else ""))
            sys.stderr.flush()
            self.shown = shown


def _json(path: Path) -> Any:
    from cairn.matching.engine import Unusable  # noqa: PLC0415 - slow to load

    try:
        return json.loads(_bytes(path))
    except ValueError as problem:
        raise Unusable(f"{path} is not JSON: {problem}.") from problem


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise Trouble(f"{path} cannot be read: {problem.strerror}.") from problem


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as problem:
        raise Trouble(f"{path} cannot be written: {problem.strerror}.") from problem
