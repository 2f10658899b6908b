"""How fast the board of pairs is: `make bench-pairs`.

At 5,000 mentorships and 100,000 meetings of one organization and as many next door, each page of
the board beside the same rows without what they need. Other sizes can be given:
`.venv/bin/python bench/pairs.py 500 10000`.
"""

import atexit
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import walls

from cairn.config import folder as folders
from cairn.config import prepare
from cairn.config.commands import demo

SIZES = (5_000, 100_000)  # mentorships and meetings, at least
TIMES = 15


def main() -> None:
    """Build, grow, measure, and print the table."""
    mentorships, meetings = map(int, sys.argv[1:3]) if sys.argv[1:] else SIZES
    path = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, path)  # after the database has been left, which registers later
    made = folders.opened(path / "data")
    made.become("demo")
    prepare.prepare(made)
    demo.build()
    walls.grow(mentorships * 3 // 2)
    meet(meetings)
    measure()


def meet(meetings: int) -> None:
    """Let every pair meet weekly, back from their last meeting, until that is so many."""
    held = int(walls.as_owner("select count(*) from mentorship_meeting")[0][0])
    each = -(-(meetings - held) // walls.relations())
    names = [name for name, _kind in walls.columns("mentorship_meeting")]
    changed = {
        "id": "gen_random_uuid()",
        "starts_at": "starts_at - week * interval '7 days'",
        "ends_at": "ends_at - week * interval '7 days'",
        "is_first": "false",
        "third_person": "''",
    }
    chosen = ", ".join(changed.get(name, f'"{name}"') for name in names)
    into = ", ".join(f'"{name}"' for name in names)
    walls.as_owner(
        f"insert into mentorship_meeting ({into}) select {chosen} from"
        " (select distinct on (mentorship_id) * from mentorship_meeting where state = 'held'"
        " order by mentorship_id, starts_at desc) latest,"
        f" generate_series(1, {each}) week"
    )
    walls.as_owner("analyze")


def measure() -> None:
    """Print a row for each page of the board."""
    from cairn.core.walls import acting_in  # noqa: PLC0415 - Django is set up by now
    from cairn.home.pairs import Needs, board_of  # noqa: PLC0415 - likewise
    from cairn.mentorship.models import Mentorship  # noqa: PLC0415 - likewise
    from cairn.people import queries  # noqa: PLC0415 - likewise
    from cairn.people.models import Person  # noqa: PLC0415 - likewise

    meetings = int(walls.as_owner("select count(*) from mentorship_meeting")[0][0])
    print(f"\n{walls.relations():,} mentorships, and as many next door; {meetings:,} meetings")
    print(f"{'':34}{'queries':>8}{'median ms':>11}{'most ms':>9}")
    with acting_in(walls.home()):
        staff = Person.objects.get(account=queries.demo_accounts()["coordinator"])
        live = Mentorship.objects.live().served_by(staff)
        bare = live.select_related("mentee", "mentor", "program").order_by("matched_at", "pk")
        show("the same rows, without their needs", lambda: list(bare.all()[:51]))
        show("all, the first page", lambda: board_of(staff))
        for needs in Needs:
            show(f"{needs.code}, the first page", lambda needs=needs: board_of(staff, needs))
        deep = board_of(staff, Needs.NOTHING).more
        show("all, a page far down", lambda: board_of(staff, after=deep))


def show(name: str, ask: Callable[[], Any]) -> None:
    """Print how long one page takes, and how often it asks."""
    from django.db import connection  # noqa: PLC0415 - Django is set up by now

    asked: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        ask()
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        ask()
        took.append((time.perf_counter() - began) * 1000)
    print(f"{name:34}{len(asked):8}{statistics.median(took):11.1f}{max(took):9.1f}")


if __name__ == "__main__":
    main()
