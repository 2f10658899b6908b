"""What `cairn match --verify` says of an honest result and of spoiled ones: `make bench-verify`.

`python bench/verify.py [SIZE ...]`, a size being mentees x mentors. Writes a made-up roster, lets
`cairn match` match it, and has the result checked as it is and with one thing changed at a time,
each time by the command alone. A changed assignment is told anew, so that it is consistent in every
figure and word but is not the best, or may not be.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent / "peers")]

from people import ON, made_up  # noqa: E402

from cairn.matching.engine import Mentee, Mentor, Pool, Settings, from_data, to_data  # noqa: E402
from cairn.matching.engine.decided import draw_off  # noqa: E402
from cairn.matching.engine.feasible import Terms, is_feasible  # noqa: E402
from cairn.matching.engine.fit import score  # noqa: E402
from cairn.matching.engine.solve import solve  # noqa: E402
from cairn.matching.engine.telling import tell  # noqa: E402
from cairn.people import availability  # noqa: E402

SIZES = ("200x60", "2000x600", "10000x3000")
SETTINGS = Settings()
CAIRN = (str(Path(sys.executable).with_name("cairn")), "match", "--on", ON.isoformat())

Data = dict[str, Any]
Made = tuple[int, str, float, float]


def main() -> None:
    """Print the table, line by line as it is measured."""
    print("| size | result | said | exit | seconds | peak MB |")
    print("|---|---|---|--:|--:|--:|")
    for size in sys.argv[1:] or SIZES:
        mentees, mentors = (int(number) for number in size.split("x"))
        with tempfile.TemporaryDirectory() as folder:
            for what, (status, said, seconds, peak) in _each(Path(folder), mentees, mentors):
                print(f"| {size} | {what} | {said} | {status} | {seconds:.1f} | {peak:.0f} |")


def _each(folder: Path, mentees: int, mentors: int) -> Iterator[tuple[str, Made]]:
    people = _avoiding(made_up(mentees, mentors))
    roster, result = folder / "roster.csv", folder / "result.json"
    _write(roster, people)
    yield "(the run itself)", _asked(roster, "--out", str(result))
    honest = json.loads(result.read_text())
    yield "as it is", _asked(roster, "--verify", str(result))
    for what, spoil in SPOILED.items():
        result.write_text(json.dumps(spoil(people, deepcopy(honest))))
        yield what, _asked(roster, "--verify", str(result))


def _asked(roster: Path, *more: str) -> Made:
    """Run the command; what it says, its exit status, its seconds and its memory."""
    began = time.perf_counter()
    with subprocess.Popen([*CAIRN, str(roster), *more], stdout=subprocess.PIPE, text=True) as run:
        said = run.stdout.read() if run.stdout else ""
        _pid, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    seconds, peak = time.perf_counter() - began, used.ru_maxrss / 1024
    return run.returncode, said.strip().replace("\n", "; ").partition("; seconds")[0], seconds, peak


def _worse(people: Pool, honest: Data) -> Data:
    """Two have each other's mentor: both may, and together they are worth less."""
    terms, found = Terms.of(people, SETTINGS, ON), from_data(honest)
    mentees = {each.ref: each for each in people.mentees}
    mentors = {each.ref: each for each in people.mentors}
    chosen = [(mentees[pair.mentee], mentors[pair.mentor]) for pair in found.pairs]
    for one, other in combinations(chosen, 2):
        swapped = (one[0], other[1]), (other[0], one[1])
        may = all(is_feasible(*pair, terms) for pair in swapped)
        if may and sum(map(_worth, swapped)) < sum(map(_worth, (one, other))):
            return _told(people, {who.ref: whom.ref for who, whom in swapped})
    raise LookupError("Nobody can be swapped for worse.")


def _dropped(people: Pool, honest: Data) -> Data:
    return _told(people, {honest["pairs"][0]["mentee"]: None})


def _excluded(people: Pool, _honest: Data) -> Data:
    """The first mentee gets whom they must never be matched with."""
    first = people.mentees[0]
    return _told(people, {first.ref: next(iter(first.never))})


def _price(_people: Pool, honest: Data) -> Data:
    prices = honest["prices"]["mentees"]
    prices[next(ref for ref, price in prices.items() if price)] += 1
    return honest


def _score(_people: Pool, honest: Data) -> Data:
    honest["pairs"][0]["score"] += 1
    return honest


def _setting(_people: Pool, honest: Data) -> Data:
    honest["settings"]["floor"] += 1
    return honest


def _day(_people: Pool, honest: Data) -> Data:
    honest["on"] = ON.replace(day=ON.day + 1).isoformat()
    return honest


SPOILED: dict[str, Callable[[Pool, Data], Data]] = {
    "consistent but worse: two swapped": _worse,
    "consistent, one pair dropped": _dropped,
    "consistent, an excluded pair in it": _excluded,
    "a price one higher": _price,
    "a score one higher": _score,
    "the floor 31 in place of 30": _setting,
    "the day after": _day,
}


def _told(people: Pool, wanted: dict[str, str | None]) -> Data:
    """Return a result consistent in every word for an assignment that was changed by hand."""
    decided = draw_off(people, Terms.of(people, SETTINGS, ON))
    found = solve(decided.table).assignment
    numbers = {each.ref: at for at, each in enumerate(decided.table.people)}
    mentors = {each.ref: at for at, each in enumerate(decided.table.mentors)}
    for who, whom in wanted.items():
        found.mentor_of[numbers[who]] = mentors[whom] if whom else -1
    return to_data(tell(people, decided, found, alternatives=2, passes=1))


def _worth(pair: tuple[Mentee, Mentor]) -> int:
    return score(*pair, settings=SETTINGS, on=ON)


def _avoiding(people: Pool) -> Pool:
    """Let the first mentee name a ready mentor they must never be matched with."""
    mentor = next(each for each in people.mentors if each.cleared and each.trained)
    first, *others = people.mentees
    return replace(people, mentees=(replace(first, never=frozenset({mentor.ref})), *others))


def _write(path: Path, people: Pool) -> None:
    rows = [
        *({**_someone(each), **_mentee(each)} for each in people.mentees),
        *({**_someone(each), **_mentor(each)} for each in people.mentors),
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)))
        sheet.writeheader()
        sheet.writerows(rows)


def _someone(each: Mentee | Mentor) -> dict[str, Any]:
    lists = ("languages", "pathways", "substances", "life", "interests", "dislikes", "never")
    plain = ("ref", "gender", "wants_gender", "birth_year", "time_zone", "meets", "latitude")
    return {
        "display_name": each.ref,
        "availability": availability.write(each.availability),
        **{name: ";".join(getattr(each, name)) for name in lists},
        **{name: getattr(each, name) for name in (*plain, "longitude", "max_km", "spirituality")},
    }


def _mentee(each: Mentee) -> dict[str, Any]:
    return {
        "role": "mentee",
        "career_field": each.career_field,
        "top_three": ";".join(each.top_three),
        "waiting_since": each.waiting_since,
    }


def _mentor(each: Mentor) -> dict[str, Any]:
    said = {
        name: "yes" if getattr(each, name) else "no" for name in ("cleared", "trained", "paused")
    }
    plain = ("occupation_field", "recovery_since", "capacity", "caseload")
    return {"role": "mentor", **said, **{name: getattr(each, name) for name in plain}}


if __name__ == "__main__":
    main()
