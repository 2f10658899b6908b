"""Programs: listed, added, looked into."""

import pytest

from cairn.audit.models import Event
from cairn.core.verdict import Refused
from cairn.people.operators import Operator
from cairn.programs import actions
from cairn.programs.models import Enrollment, Program, Setting
from tests import cast as casting
from tests.factories import doors, programs

pytestmark = pytest.mark.usefixtures("contexts")

MENTEE, MENTOR = Enrollment.Side.MENTEE, Enrollment.Side.MENTOR
both_doors = pytest.mark.parametrize("door", doors.DOORS)
WALK = {"name": "Morning walk", "setting": "informal", "time_zone": "America/Denver"}


def add(door, person, **fields):
    if door == "page":
        return doors.by_page(person, "/programs/new/", WALK | fields)
    return doors.by_api(person, "/programs", WALK | fields)


@both_doors
def test_a_coordinator_of_the_whole_organization_adds_a_program(cast, door):
    assert add(door, cast.coordinator).status_code == {"page": 303, "api": 201}[door]
    program = Program.objects.get(name="Morning walk")
    assert (program.setting, program.time_zone) == (Setting.INFORMAL, "America/Denver")
    assert Event.objects.get(act="programs.create").about == program.pk


@both_doors
def test_a_name_that_is_there_already_is_asked_for_again(cast, door):
    again = add(door, cast.coordinator, name=cast.program.name)
    assert again.status_code == {"page": 422, "api": 403}[door]
    assert "A program of this name is there already." in again.content.decode()
    assert Program.objects.filter(name=cast.program.name).count() == 1


@both_doors
@pytest.mark.parametrize("wrong", [{"name": " "}, {"setting": "castle"}, {"time_zone": "Mars"}])
def test_a_program_that_does_not_fit_is_asked_for_again(cast, door, wrong):
    assert add(door, cast.coordinator, **wrong).status_code == 422
    assert Program.objects.count() == 1


@both_doors
@pytest.mark.parametrize("role", ["mentee", "mentor", "supervisor"])
def test_for_anybody_else_there_is_no_such_door(cast, door, role):
    assert add(door, cast.people[role]).status_code == 404


def test_the_operator_adds_a_program_in_the_organizations_time_zone(cast):
    operator = Operator(cast.program.organization)
    program = actions.create_program(by=operator, name="Walk", setting=Setting.INFORMAL)
    assert program.time_zone == cast.program.organization.time_zone
    assert Event.objects.get(about=program.pk).actor_id is None


def test_a_facilitator_coordinates_nothing(cast):
    facilitator = casting.make_person(cast.program.organization, "Fern Test")
    casting.serve(facilitator, "facilitator", cast.program)
    assert list(Program.objects.served_by(facilitator)) == []
    with pytest.raises(Refused, match="not_staff"):
        actions.create_program(by=facilitator, name="Walk", setting=Setting.INFORMAL)


def test_one_sees_the_programs_one_serves_with_their_people_counted(cast, sign_in):
    casting.make_program(cast.program.organization, "Another program")
    page = sign_in(cast.supervisor).get("/programs/").content.decode()
    assert "1 mentee" in page
    assert "1 mentor." in page
    assert "Another program" not in page


def test_an_organization_without_programs_is_told_what_will_be_here(cast, sign_in):
    page = sign_in(cast.outsider).get("/programs/").content.decode()
    assert "Your programs will be here." in page


def test_the_list_of_programs_takes_the_same_queries_for_one_and_for_three(
    cast, sign_in, count_queries
):
    client = sign_in(cast.coordinator)
    one = count_queries(client, "/programs/")
    for name in ("Another program", "A third"):
        casting.make_program(cast.program.organization, name)
    assert count_queries(client, "/programs/") == one


@pytest.mark.parametrize("side", [MENTEE, MENTOR])
def test_a_program_shows_one_side_by_name_fifty_at_a_time(cast, sign_in, side):
    names = [place.person.display_name for place in programs.many(cast, 60, side)]
    client = sign_in(cast.coordinator)
    path = f"/programs/{cast.program.pk}/?side={side}"
    first = client.get(path)
    assert [place.person.display_name for place in first.context["page"].rows] == names[:50]
    more = first.context["page"].more
    second = client.get(f"{path}&before={more}")
    rest = [place.person.display_name for place in second.context["page"].rows]
    assert rest == [*names[50:], "Rowan Test" if side == MENTEE else "Maple Test"]
    assert f"side={side}&amp;before={more}" in first.content.decode()
    assert second.context["page"].more is None


@pytest.mark.parametrize("side", [MENTEE, MENTOR])
def test_a_page_of_fifty_takes_the_queries_of_a_page_of_one(cast, sign_in, count_queries, side):
    client = sign_in(cast.coordinator)
    path = f"/programs/{cast.program.pk}/?side={side}"
    one = count_queries(client, path)
    programs.many(cast, 60, side)
    assert count_queries(client, path) == one


def test_the_api_lists_a_side_and_goes_on_after_the_last_id(cast):
    ids = [str(place.pk) for place in programs.many(cast, 55, MENTEE)]
    path = f"/programs/{cast.program.pk}/enrollments?side=mentee"
    first = doors.get_by_api(cast.coordinator, path).json()
    assert [row["id"] for row in first] == ids[:50]
    second = doors.get_by_api(cast.coordinator, f"{path}&after={ids[49]}").json()
    assert [row["display_name"] for row in second][-1] == "Rowan Test"
    assert len(second) == 6


@pytest.mark.parametrize("role", ["mentee", "mentor", "outsider"])
def test_nobody_else_sees_who_is_enrolled(cast, sign_in, role):
    person = cast.people[role]
    assert sign_in(person).get(f"/programs/{cast.program.pk}/").status_code == 404
    path = f"/programs/{cast.program.pk}/enrollments?side=mentee"
    assert doors.get_by_api(person, path).status_code == 404


def test_staff_of_one_program_do_not_see_into_one_they_are_only_enrolled_in(cast, sign_in):
    other = casting.make_program(cast.program.organization, "Another program")
    casting.enroll(other, cast.supervisor, MENTEE)
    assert sign_in(cast.supervisor).get(f"/programs/{other.pk}/").status_code == 404


def test_nobody_is_enrolled_twice_on_one_side(cast):
    """On the other side they can be: whoever mentors may have a mentor."""
    given = {"by": cast.coordinator, "program": cast.program, "person": cast.mentee}
    with pytest.raises(Refused) as refused:
        actions.enroll_mentee(**given)
    assert refused.value.verdict.code == "enrolled_already"
    assert actions.enroll_mentor(**given).side == MENTOR
