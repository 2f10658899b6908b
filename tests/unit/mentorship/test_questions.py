"""The standard questions of staff contacts."""

from cairn.mentorship import questions


def test_answers_come_out_in_the_order_of_the_questions_and_bare_of_spaces() -> None:
    given = {"effect": " I sleep. ", "safety": "safe", "activities": "A walk."}
    assert questions.tidied(given) == {
        "safety": "safe",
        "activities": "A walk.",
        "effect": "I sleep.",
    }


def test_a_review_asks_more() -> None:
    given = {"goals": "A flat.", "safety": "safe", "onward": "As it is."}
    assert questions.tidied(given) == {"safety": "safe"}
    assert list(questions.tidied(given, is_review=True)) == ["safety", "goals", "onward"]


def test_an_answer_to_no_question_is_left_out() -> None:
    assert questions.tidied({"diagnosis": "none of our business"}) == {}


def test_a_choice_that_is_not_offered_counts_as_not_asked() -> None:
    assert questions.tidied({"safety": "perhaps", "between": "well"}) == {"between": "well"}


def test_an_empty_answer_counts_as_not_asked() -> None:
    assert questions.tidied({"outcomes": "   "}) == {}


def test_what_was_answered_reads_in_words() -> None:
    spoken = questions.spoken({"safety": "unsure", "outcomes": "A job."})
    assert [(str(asked), str(answer)) for asked, answer in spoken] == [
        ("Do you feel safe with it?", "Not sure"),
        ("What has moved, or got stuck?", "A job."),
    ]
