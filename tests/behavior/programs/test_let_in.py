"""Whoever runs the server lets an admin in who lost every way: where one is all there is."""

import pytest

from cairn.audit.models import Event
from cairn.config import letting_in
from cairn.config.folder import Trouble
from cairn.core.verdict import Refused
from cairn.notifications.models import Notice
from cairn.people.operators import Operator
from cairn.programs import actions, policies
from cairn.programs.models import StaffRole
from tests import cast as casting
from tests.cast import PASSWORD, Cast
from tests.conftest import Browser
from tests.factories.people import ADDRESS, give_address

pytestmark = pytest.mark.usefixtures("contexts")

HOUSE = "Harbor Street Recovery"


def _code(lines: list[str]) -> str:
    return lines[1].strip()


def test_the_printed_code_lets_the_only_admin_in_and_leads_them_to_a_second_factor(cast: Cast):
    code = _code(letting_in.let_in(HOUSE, None))
    browser = Browser()
    assert browser.post("/sign-in/paper/", {"code": code}).url == "/"
    assert browser.get("/me/").context["person"].pk == cast.admin.pk
    assert browser.get("/people/").headers["Location"] == "/me/signing-in/first/"


def test_every_old_way_in_is_closed(cast: Cast, sign_in):
    give_address(cast.admin)
    browser = sign_in(cast.admin)
    letting_in.let_in(HOUSE, None)
    assert browser.get("/me/").status_code == 302
    form = {"login": ADDRESS, "password": PASSWORD}
    assert Browser().post("/sign-in/", form).status_code == 422


def test_the_admin_is_told_and_the_record_names_the_act_and_no_person_as_its_author(cast: Cast):
    letting_in.let_in(HOUSE, None)
    assert [n.kind for n in Notice.objects.filter(person=cast.admin)] == [
        "programs.let_in_by_operator"
    ]
    event = Event.objects.get(act="programs.let_in")
    assert (event.actor_id, event.person_id) == (None, cast.admin.pk)


def test_of_several_admins_one_is_named_by_name_or_address(cast: Cast):
    second = casting.make_person(cast.program.organization, "Aspen Test")
    second.email = ADDRESS
    second.save(update_fields=["email"])
    casting.serve(second, StaffRole.Kind.ADMIN)
    with pytest.raises(Trouble, match="“Aspen Test”, “Linden Test”"):
        letting_in.let_in(HOUSE, None)
    for name in ("Aspen Test", ADDRESS):
        assert letting_in.let_in(HOUSE, name)[0].startswith("Aspen Test signs in")


def test_of_several_organizations_one_is_named_and_none_without_an_admin(cast: Cast):
    with pytest.raises(Trouble, match="--organization"):
        letting_in.let_in(None, None)
    with pytest.raises(Trouble, match="No admin has joined"):
        letting_in.let_in("Far Shore House", None)


def test_where_nothing_was_made_yet_it_says_how_to_begin(db: None):
    with pytest.raises(Trouble, match="cairn init"):
        letting_in.let_in(None, None)


def test_nobody_who_signs_in_can_do_it_and_the_operator_for_admins_alone(cast: Cast):
    allowed = {policies.can_let_in(one, cast.admin).code for one in cast.people.values()}
    assert allowed == {"not_operator"}
    operator = Operator(cast.program.organization)
    with pytest.raises(Refused, match="not_operator"):
        actions.let_in(by=operator, person=cast.coordinator)
    assert policies.can_let_in(operator, cast.admin)
