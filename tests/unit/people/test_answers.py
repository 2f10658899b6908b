import json

from hypothesis import given
from hypothesis import strategies as st

from cairn.people.answers import Answers


def test_answers_left_out_are_unsaid():
    assert Answers() == Answers(
        languages=(),
        gender="undisclosed",
        wants_gender="any",
        birth_year=None,
        time_zone="UTC",
        availability=(),
        meets="both",
        latitude=None,
        longitude=None,
        max_km=40.0,
        pathways=(),
        spirituality="undisclosed",
        substances=(),
        life=(),
        interests=(),
        dislikes=(),
        occupation_field="",
        career_field="",
        top_three=(),
    )


_ANSWERS = st.builds(
    Answers,
    languages=st.lists(st.sampled_from(["en", "es", "ase"])).map(tuple),
    birth_year=st.none() | st.integers(1900, 2026),
    availability=st.lists(st.tuples(st.integers(0, 10079), st.integers(1, 20159))).map(tuple),
    latitude=st.none() | st.floats(-90, 90),
    max_km=st.floats(0, 1000),
    interests=st.lists(st.text()).map(tuple),
    career_field=st.text(),
)


@given(_ANSWERS)
def test_answers_come_back_from_stored_json_as_they_were(answers):
    assert Answers.from_json(json.loads(json.dumps(answers.to_json()))) == answers


def test_an_answer_of_another_release_is_ignored_and_a_missing_one_unsaid():
    assert Answers.from_json({"gender": "woman", "shoe_size": 38}) == Answers(gender="woman")


def test_a_language_is_spoken_whatever_its_region():
    assert Answers(languages=("es-MX", "en-US", "fr")).spoken == ("es", "en", "fr")
    assert Answers().spoken == ()
