"""Stones: laid once for a thing, at a place for good, listed in words."""

import pytest
from django.db import connection

from cairn.stones import actions, queries, sources
from cairn.stones.models import Stone

pytestmark = pytest.mark.usefixtures("contexts")


def _lay(person, count: int) -> None:
    for number in range(count):
        actions.lay(
            person=person, kind=Stone.Kind.STEP, for_what=f"Step {number}", source=f"step:{number}"
        )


def _shapes() -> list[dict[str, object]]:
    return [stone.shape for stone in Stone.objects.order_by("number")]


def test_a_thing_done_lays_one_stone_however_often_it_is_told(cast) -> None:
    for _ in range(3):
        actions.lay(person=cast.mentee, kind=Stone.Kind.STEP, for_what="Bus card", source="step:1")
    assert Stone.objects.count() == 1


def test_no_stone_moves_when_another_is_laid(cast) -> None:
    _lay(cast.mentee, 5)
    before = _shapes()
    actions.lay(person=cast.mentee, kind=Stone.Kind.RETURN, for_what="Back", source="return:1")
    assert _shapes()[:5] == before


def test_the_table_does_not_show_that_somebody_came_back(cast) -> None:
    """Not by its kind, its source, nor by the color or the size in which the kind shows."""
    kinds = [Stone.Kind.STEP, Stone.Kind.RETURN]
    for kind in kinds:
        actions.lay(person=cast.mentee, kind=kind, for_what=kind, source=f"{kind}:1")
    assert [stone.kind for stone in Stone.objects.order_by("number")] == kinds
    with connection.cursor() as cursor:
        cursor.execute("select row_to_json(s)::text from stones_stone s")
        rows = " ".join(row for (row,) in cursor.fetchall())
    open_words = [
        "return",
        "step",
        "std",
        "color",
        "width",
        *(kind.encode().hex() for kind in kinds),
    ]
    assert [word for word in open_words if word in rows] == []
    assert sources.hash_of(cast.mentee.pk, "step:1") in rows


def test_every_stone_is_listed_with_what_it_is_for_a_page_at_a_time(cast, sign_in) -> None:
    _lay(cast.mentee, 35)
    client = sign_in(cast.mentee)
    first, second = client.get("/stones/"), client.get("/stones/?before=5")
    assert [row.number for row in first.context["page"]] == list(range(34, 4, -1))
    assert [row.number for row in second.context["page"]] == [4, 3, 2, 1, 0]


def test_a_cairn_says_in_words_how_many_stones_and_which_is_newest(cast) -> None:
    _lay(cast.mentee, 3)
    drawing = queries.cairn_of(cast.mentee).drawing
    assert (drawing.title, drawing.description) == ("Your cairn: 3 stones.", "The newest: Step 2.")


def test_the_page_of_stones_takes_as_many_queries_with_one_as_with_thirty(
    cast, sign_in, count_queries
) -> None:
    client = sign_in(cast.mentee)
    taken = {}
    for count in (1, 30):
        _lay(cast.mentee, count)
        taken[count] = count_queries(client, "/stones/")
    assert taken == {1: 6, 30: 6}
