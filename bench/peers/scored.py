"""Other matchers over pairs already scored: `PYTHON scored.py NAME SCORES.json`.

Imports nothing but the peer it runs, so that each may live in an environment of its own. What is
timed begins with feasible pairs and their scores in hand, which is less than Cairn is timed for.
"""

from __future__ import annotations

import json
import resource
import sys
import threading
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

Couples = list[tuple[int, int]]


def main() -> None:
    """Run one peer over one file of scores and print what came out as JSON."""
    name, path = sys.argv[1:]
    given = json.loads(Path(path).read_text())
    scores = {(i, j): score for i, j, score in zip(*given["pairs"], strict=True)}
    PEERS[name]({(0, 0): 5, (1, 0): 4, (1, 1): 3}, [1, 1], 2)
    start = time.perf_counter()
    couples = PEERS[name](scores, given["places"], given["mentees"])
    seconds = time.perf_counter() - start
    print(
        json.dumps(
            {
                "version": version(name),
                "seconds": seconds,
                "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "couples": couples,
            }
        )
    )


def mentor_match(scores: dict[tuple[int, int], int], places: list[int], mentees: int) -> Couples:
    """One to one, so every place is a mentor of its own; pairs that may not be are disqualified."""
    from matching.mentee import Mentee  # noqa: PLC0415 - only here
    from matching.mentor import Mentor  # noqa: PLC0415 - only here
    from matching.process import process_data  # noqa: PLC0415 - only here
    from matching.rules.rule import Disqualify, Rule  # noqa: PLC0415 - only here

    class Score(Rule):
        def apply(self, match_object: Any) -> int:
            return scores[_pair(match_object)]

        def evaluate(self, _match_object: Any) -> bool:
            return True

    seats = [f"{j}/{seat}" for j, free in enumerate(places) for seat in range(free)]
    mentors = [Mentor(grade=1, email=f"mentor {seat}", role=seat) for seat in seats]
    people = [Mentee(grade=1, email=f"mentee {i}", role=str(i)) for i in range(mentees)]
    may_not = Disqualify(lambda match: _pair(match) not in scores)
    process_data(mentors, people, [[Score(), may_not]])
    return [_numbers(mentee, mentor) for mentee in people for mentor in mentee.mentors]


def matching(scores: dict[tuple[int, int], int], places: list[int], _mentees: int) -> Couples:
    """Stable matching: everybody ranks those they may have, by the same scores."""
    from matching.games import HospitalResident  # noqa: PLC0415 - only here

    wanted: dict[str, list[tuple[int, str]]] = {}
    for (i, j), score in scores.items():
        if places[j]:
            wanted.setdefault(f"mentee {i}", []).append((-score, f"mentor {j}"))
            wanted.setdefault(f"mentor {j}", []).append((-score, f"mentee {i}"))
    ranked = {who: [name for _, name in sorted(others)] for who, others in wanted.items()}
    game = HospitalResident.create_from_dictionaries(
        {who: others for who, others in ranked.items() if who.startswith("mentee")},
        {who: others for who, others in ranked.items() if who.startswith("mentor")},
        {f"mentor {j}": free for j, free in enumerate(places) if f"mentor {j}" in ranked},
    )
    return [
        (int(mentee.name.split()[1]), int(mentor.name.split()[1]))
        for mentor, taken in game.solve().items()
        for mentee in taken
    ]


def _pair(match: Any) -> tuple[int, int]:
    return _numbers(match.mentee, match.mentor)


def _numbers(mentee: Any, mentor: Any) -> tuple[int, int]:
    return int(mentee.role), int(mentor.role.split("/")[0])


PEERS: dict[str, Callable[[dict[tuple[int, int], int], list[int], int], Couples]] = {
    "mentor-match": mentor_match,
    "matching": matching,
}


if __name__ == "__main__":
    sys.setrecursionlimit(
        10**7
    )  # `matching` copies its players, each with all others, by recursion
    threading.stack_size(1 << 29)
    thread = threading.Thread(target=main)
    thread.start()
    thread.join()
