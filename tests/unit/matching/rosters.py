"""Reads the columns of a roster the engine needs, for tests on the sample rosters alone."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from cairn.matching.engine import Mentee, Mentor, Pool

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def read_pool(path: Path) -> Pool:
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    return Pool(
        mentees=tuple(_mentee(row) for row in rows if "mentee" in _list(row["role"])),
        mentors=tuple(_mentor(row) for row in rows if "mentor" in _list(row["role"])),
    )


def _mentee(row):
    return Mentee(
        **_answers(row),
        career_field=row["career_field"],
        top_three=_list(row["top_three"]),
        waiting_since=_date(row["waiting_since"]),
    )


def _mentor(row):
    return Mentor(
        **_answers(row),
        occupation_field=row["occupation_field"],
        recovery_since=_date(row["recovery_since"]),
        capacity=int(row["capacity"] or 1),
        caseload=int(row["caseload"] or 0),
        cleared=row["cleared"] == "yes",
        trained=row["trained"] == "yes",
        paused=row["paused"] == "yes",
    )


def _answers(row):
    return {
        "ref": row["ref"],
        "languages": _list(row["languages"]),
        "gender": row["gender"],
        "wants_gender": row["wants_gender"] or "any",
        "birth_year": int(row["birth_year"]) if row["birth_year"] else None,
        "time_zone": row["time_zone"] or "America/New_York",
        "availability": tuple(_block(block) for block in _list(row["availability"])),
        "meets": row["meets"] or "both",
        "latitude": float(row["latitude"]) if row["latitude"] else None,
        "longitude": float(row["longitude"]) if row["longitude"] else None,
        "max_km": float(row["max_km"] or 40),
        "pathways": _list(row["pathways"]),
        "spirituality": row["spirituality"],
        "substances": _list(row["substances"]),
        "life": _list(row["life"]),
        "interests": _list(row["interests"]),
        "dislikes": _list(row["dislikes"]),
        "never": frozenset(_list(row["never"])),
        "household": row["household"],
    }


def _block(text):
    day, hours = text.split()
    start, end = (
        int(hour) * 60 + int(minute) for hour, minute in (t.split(":") for t in hours.split("-"))
    )
    midnight = DAYS.index(day) * 1440
    return midnight + start, midnight + (end if end > start else end + 1440)


def _list(text):
    return tuple(entry.strip() for entry in text.split(";") if entry.strip())


def _date(text):
    return date.fromisoformat(text) if text else None
