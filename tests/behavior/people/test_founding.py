"""`cairn init`: a real organization and a way in for its first admin."""

import re
from dataclasses import replace

import pytest

from cairn.config.folder import Trouble
from cairn.config.founding import Wish, found
from cairn.core.walls import acting_in
from cairn.people import queries
from cairn.people.models import Organization, Person
from cairn.programs.models import StaffRole
from tests.cast import PASSWORD
from tests.conftest import Browser

WISH = Wish(
    organization="Harbor Street",
    country="MX",
    language="es",
    time_zone="America/Mexico_City",
    email="linden@example.org",
    name="Linden",
)


def _code(lines: list[str]) -> str:
    return re.findall(r"/join/([\w-]+)/", "\n".join(lines))[0]


def _join(code: str) -> int:
    sent = {"address": WISH.email, "password": PASSWORD}
    return Browser().post(f"/join/{code}/", sent).status_code


def test_the_first_admin_joins_by_the_printed_link(db: None) -> None:
    assert _join(_code(found(WISH))) == 302
    [organization_id] = queries.organizations()
    with acting_in(organization_id):
        made = Organization.objects.get()
        admin = Person.objects.get()
        assert (made.name, made.country, made.language) == ("Harbor Street", "MX", "es")
        assert (admin.display_name, admin.language, admin.time_zone) == (
            "Linden",
            "es",
            "America/Mexico_City",
        )
        role = StaffRole.objects.get(person=admin)
        assert (role.kind, role.program) == (StaffRole.Kind.ADMIN, None)


def test_asked_again_before_the_admin_joined_it_prints_a_new_link_and_makes_nothing_twice(
    db: None,
) -> None:
    first, second = _code(found(WISH)), _code(found(WISH))
    assert [_join(first), _join(second)] == [404, 302]
    assert len(queries.organizations()) == 1
    with acting_in(queries.organizations()[0]):
        assert (Person.objects.count(), StaffRole.objects.count()) == (1, 1)


def test_asked_again_after_the_admin_joined_it_says_so(db: None) -> None:
    _join(_code(found(WISH)))
    with pytest.raises(Trouble, match="has joined"):
        found(WISH)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"country": "ZZX"}, "no country"),
        ({"country": "419"}, "no country"),
        ({"time_zone": "Mars/Olympus"}, "no time zone"),
        ({"email": "linden"}, "no e-mail address"),
        ({"organization": ""}, "need names"),
    ],
)
def test_what_makes_no_sense_is_said_in_a_sentence_and_makes_nothing(
    db: None, wrong: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Trouble, match=sentence):
        found(replace(WISH, **wrong))
    assert queries.organizations() == []
