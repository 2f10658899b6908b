"""People for engine tests: two who fit, and strategies for any at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from cairn.matching.engine import Mentee, Mentor, Pool, Settings, feasible

ON = date(2026, 11, 22)
MENTEE = Mentee(ref="E1", languages=("en",))
MENTOR = Mentor(ref="R1", languages=("en",), cleared=True, trained=True)
EVENING = (18 * 60, 21 * 60)


def mentee(ref="E1", **answers):
    return replace(MENTEE, ref=ref, **answers)


def mentor(ref="R1", **answers):
    return replace(MENTOR, ref=ref, **answers)


def pool(mentees, mentors, **decided):
    return Pool(mentees=tuple(mentees), mentors=tuple(mentors), **decided)


def terms(settings=None, on=ON, **pairs):
    return feasible.Terms(settings or Settings(), on, **pairs)


def _some(*codes, most=3):
    return st.lists(st.sampled_from(codes), max_size=most, unique=True).map(tuple)


def _maybe(strategy):
    return st.none() | strategy


@st.composite
def _block(draw):
    start = draw(st.integers(0, 671)) * 15
    return start, start + draw(st.integers(1, 20)) * 15


ANSWERS = {
    "languages": st.lists(
        st.sampled_from(("en", "en-GB", "es", "so", "ase")), min_size=1, max_size=3, unique=True
    ).map(tuple),
    "gender": st.sampled_from(("", "woman", "man", "nonbinary", "other", "undisclosed")),
    "wants_gender": st.sampled_from(("any", "any", "any", "same", "woman", "man", "nonbinary")),
    "birth_year": _maybe(st.integers(1940, 2008)),
    "time_zone": st.sampled_from(
        ("UTC", "America/New_York", "America/Phoenix", "Asia/Kathmandu", "Australia/Lord_Howe")
    ),
    "availability": st.lists(_block(), max_size=6).map(tuple),
    "meets": st.sampled_from(("both", "both", "online", "in_person")),
    "max_km": st.sampled_from((0, 5, 40.5, 1000, 30000)),
    "pathways": _some("twelve_step", "smart", "faith", "medication"),
    "spirituality": st.sampled_from(("", "religious", "spiritual", "secular", "undisclosed")),
    "substances": _some("alcohol", "opioids", "stimulants"),
    "life": _some("parent", "veteran", "justice", "student", most=4),
    "interests": _some("chess", "music", "gym", "dogs", "art", "books", "film", most=7),
    "dislikes": _some("chess", "music", "gym", "dogs"),
    "household": st.sampled_from(("", "", "", "H1", "H2")),
}

PLACES = st.sampled_from(
    (
        (None, None),
        (None, 3.0),
        (40.80290, -74.15758),
        (40.75017, -73.88704),
        (34.41262, -118.16735),
        (-89.9, 179.99),
        (0.0, -180.0),
    )
)


@st.composite
def answers(draw, **more):
    given_ = draw(st.fixed_dictionaries({**ANSWERS, **more}))
    latitude, longitude = draw(PLACES)
    never = draw(st.frozensets(st.sampled_from(("E0", "E1", "R0", "R1", "R2")), max_size=1))
    return {**given_, "latitude": latitude, "longitude": longitude, "never": never}


WISHES = (
    "pathway", "spirituality", "life", "age", "gender",
    "availability", "proximity", "interests", "career", "substances",
)  # fmt: skip

FIELDS = st.sampled_from(("", "office", "trades", "health"))


def any_mentee(ref="E0"):
    more = {
        "career_field": FIELDS,
        "top_three": _some(*WISHES),
        "waiting_since": _maybe(st.dates(date(2025, 1, 1), date(2027, 1, 1))),
    }
    return answers(**more).map(lambda given_: Mentee(ref=ref, **given_))


def any_mentor(ref="R0"):
    more = {
        "occupation_field": FIELDS,
        "recovery_since": _maybe(st.dates(date(2015, 1, 1), date(2026, 12, 1))),
        "capacity": st.integers(0, 4),
        "caseload": st.integers(0, 2),
        "cleared": st.sampled_from((True, True, True, False)),
        "trained": st.sampled_from((True, True, True, False)),
        "paused": st.sampled_from((False, False, False, True)),
    }
    return answers(**more).map(lambda given_: Mentor(ref=ref, **given_))


@st.composite
def pools(draw, most_mentees=6, most_mentors=4):
    mentees = [draw(any_mentee(f"E{n}")) for n in range(draw(st.integers(0, most_mentees)))]
    mentors = [draw(any_mentor(f"R{n}")) for n in range(draw(st.integers(0, most_mentors)))]
    every = [(e.ref, r.ref) for e in mentees for r in mentors]
    some = st.frozensets(st.sampled_from(every), max_size=2) if every else st.just(frozenset())
    return pool(
        mentees,
        mentors,
        excluded=draw(some),
        forbids=draw(some),
        pins=draw(some),
        held=draw(some),
    )


SETTINGS = st.builds(
    Settings,
    floor=st.sampled_from((0, 30, 45)),
    shared_minutes=st.sampled_from((0, 30, 120)),
    recovery_days=st.sampled_from((0, 730)),
)
