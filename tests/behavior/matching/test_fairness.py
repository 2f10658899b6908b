"""A coordinator sees whether some groups wait longer, and nobody in it."""

from cairn.programs.models import Enrollment
from tests.cast import Cast, enroll, make_person
from tests.factories import matching as factory


def _waiting(cast: Cast, number: int, **told: object) -> None:
    for each in range(number):
        person = make_person(cast.program.organization, f"Fern {each}", account=False)
        factory.tell(person, **told)
        enroll(cast.program, person, Enrollment.Side.MENTEE)


def _page(sign_in, person, cast: Cast) -> str:
    page = sign_in(person).get(f"/matching/{cast.program.pk}/fairness/").content.decode()
    return " ".join(page.split())


def test_groups_are_told_by_their_names(cast: Cast, sign_in) -> None:
    Enrollment.objects.filter(person=cast.mentee).update(waiting_since=None)
    _waiting(cast, 12, languages=("es",), gender="woman")
    page = _page(sign_in, cast.coordinator, cast)
    assert "Spanish" in page
    assert "half 7 days or fewer" in page


def test_a_few_are_hidden(cast: Cast, sign_in) -> None:
    _waiting(cast, 3, languages=("so",))
    page = _page(sign_in, cast.coordinator, cast)
    assert "hidden" in page
    assert "7 days" not in page


def test_reading_it_takes_as_many_queries_for_many(cast: Cast, sign_in, count_queries) -> None:
    path = f"/matching/{cast.program.pk}/fairness/"
    client = sign_in(cast.coordinator)
    client.get(path)
    before = count_queries(client, path)
    _waiting(cast, 5, languages=("en",))
    assert (before, count_queries(client, path)) == (7, 7)
