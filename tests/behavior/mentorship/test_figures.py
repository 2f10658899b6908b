"""The funder's page: how many, never who."""

import pytest

from cairn.programs.models import Enrollment, StaffRole
from tests import cast as casting
from tests.factories import mentorship
from tests.factories.doors import get_by_api

PATH = "/figures/"


@pytest.fixture
def many(cast):
    """Twelve who wait in the program, beside the one of the cast."""
    for number in range(12):
        person = casting.make_person(cast.program.organization, f"Waiter {number}", account=False)
        casting.enroll(cast.program, person, Enrollment.Side.MENTEE)
    return cast


def test_a_funder_reads_how_many_wait_and_no_name(many, sign_in):
    page = sign_in(many.funder).get(PATH).content.decode()
    assert 'data-label="People waiting">13</td>' in page
    assert [
        person.display_name for person in many.people.values() if person.display_name in page
    ] == [many.funder.display_name]


def test_a_machine_reads_the_same(many):
    answer = get_by_api(many.funder, "/figures").json()
    evening = {"waiting": 13, "matched": 0, "due": 0, "kept": 0}
    assert answer == {"programs": [{"program": "Evening program", **evening}], "total": evening}


def test_a_few_are_hidden(cast, sign_in):
    mentorship.met(cast)
    page = sign_in(cast.funder).get(PATH).content.decode()
    assert page.count(">hidden</td>") >= 1
    assert ">1</td>" not in page


def test_a_funder_of_one_program_reads_of_no_other(many, sign_in):
    casting.make_program(many.program.organization, "Dawn program")
    StaffRole.objects.filter(person=many.funder).update(program=many.program)
    page = sign_in(many.funder).get(PATH).content.decode()
    assert ("Evening program" in page, "Dawn program" in page) == (True, False)


def test_the_first_page_of_a_funder_is_that_of_the_figures(cast, sign_in):
    assert sign_in(cast.funder).get("/").headers["Location"] == PATH


def test_a_funder_who_is_a_mentee_finds_their_own_days_first(cast, sign_in):
    casting.serve(cast.mentee, StaffRole.Kind.FUNDER)
    page = sign_in(cast.mentee).get("/").content.decode()
    assert ('href="/plan/"' in page, f'href="{PATH}"' in page) == (True, True)


@pytest.mark.parametrize("role", ["mentee", "mentor", "coordinator", "facilitator", "house_lead"])
def test_nobody_else_finds_the_page(cast, sign_in, role):
    assert sign_in(cast.people[role]).get(PATH).status_code == 404


def test_who_runs_a_house_reads_no_figure(cast, sign_in):
    casting.serve(cast.funder, StaffRole.Kind.LANDLORD, cast.program)
    assert sign_in(cast.funder).get(PATH).status_code == 404
