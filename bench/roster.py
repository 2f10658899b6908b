"""How long reading a roster takes, and how that grows: `make bench-roster`.

Reads what `cairn roster import` reads, without a database: 500, 5,000 and 50,000 rows.
"""

import time
from datetime import date

from cairn.interop import roster

ON = date(2026, 11, 1)
SIZES = (500, 5_000, 50_000)
HEAD = "ref;role;display_name;email;languages;availability;latitude;longitude;pathways;interests"
ROW = (
    "E{0};mentee;Zoë Fern;e{0}@example.org;en|es;mon 18:00-21:00|fri 22:00-01:00;40.8;-74.1;"
    "smart|secular;chess|films"
)


def main() -> None:
    """Measure and print the table."""
    for rows in SIZES:
        seconds = sorted(reading(rows) for _ in range(3))[1]
        print(f"{rows:6} rows {seconds:7.2f} s {seconds / rows * 1e6:7.0f} µs a row")


def reading(rows: int) -> float:
    """Return the seconds that reading so many rows takes."""
    file = "\n".join([HEAD, *map(ROW.format, range(rows))]).encode()
    began = time.process_time()
    found = roster.read_roster(file, on=ON, default_zone="UTC")
    seconds = time.process_time() - began
    assert isinstance(found, roster.Reading)
    assert len(found.rows) == rows
    return seconds


if __name__ == "__main__":
    main()
