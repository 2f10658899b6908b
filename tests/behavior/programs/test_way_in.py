"""Two of the staff let somebody in who lost every way; one of them alone never does."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cairn.api import tokens
from cairn.audit.models import Event
from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.core.walls import acting_in
from cairn.notifications.models import Notice
from cairn.people.models import Account, Person
from cairn.programs import actions, policies
from cairn.programs.models import Attestation, StaffRole
from tests import cast as casting
from tests.cast import PASSWORD, Cast
from tests.conftest import Browser
from tests.factories.people import ADDRESS, give_address

pytestmark = pytest.mark.usefixtures("contexts")

CODE = re.compile(r'<code class="code">([0-9a-z-]{24})</code>')


def _said(cast: Cast) -> Attestation:
    return actions.attest(by=cast.coordinator, person=cast.mentee)


def _let_in(cast: Cast, sign_in, act) -> str:
    act(sign_in(cast.coordinator), f"/people/{cast.mentee.pk}/way-in/")
    attestation = Attestation.objects.get(person=cast.mentee)
    answer = act(sign_in(cast.supervisor), f"/people/way-in/{attestation.pk}/")
    [code] = CODE.findall(answer.content.decode())
    return code


def test_two_of_the_staff_make_a_paper_code_that_lets_the_person_in(cast: Cast, sign_in, act):
    code = _let_in(cast, sign_in, act)
    client = Browser()
    assert client.post("/sign-in/paper/", {"code": code}).url == "/"
    assert client.get("/me/").context["person"].pk == cast.mentee.pk


def test_one_of_the_staff_alone_never_lets_anybody_in(cast: Cast, sign_in, act):
    coordinator = sign_in(cast.coordinator)
    act(coordinator, f"/people/{cast.mentee.pk}/way-in/")
    attestation = Attestation.objects.get(person=cast.mentee)
    answer = act(coordinator, f"/people/way-in/{attestation.pk}/")
    assert answer.status_code == 403
    page = coordinator.get(f"/people/{cast.mentee.pk}/way-in/").content.decode()
    assert "Somebody else has to confirm" in page
    account = Account.objects.get(pk=cast.mentee.account_id)
    assert account.paper_hash is None


def test_the_database_itself_refuses_one_person_twice_and_the_person_themselves(cast: Cast):
    attestation = _said(cast)
    for one in (cast.coordinator, cast.mentee):
        with pytest.raises(IntegrityError), transaction.atomic():
            Attestation.objects.filter(pk=attestation.pk).update(confirmed_by=one)


def test_an_attestation_opens_once_and_for_a_day(cast: Cast):
    attestation = _said(cast)
    with clock.pinned(clock.now() + timedelta(hours=25)), pytest.raises(Refused):
        actions.confirm(by=cast.supervisor, attestation=attestation)
    actions.confirm(by=cast.supervisor, attestation=attestation)
    with pytest.raises(Refused):
        actions.confirm(by=cast.admin, attestation=attestation)


def test_every_old_way_in_is_closed(cast: Cast, sign_in):
    give_address(cast.mentee)
    browser = sign_in(cast.mentee)
    _token, secret = tokens.issue(person=cast.mentee, name="a script")
    actions.confirm(by=cast.supervisor, attestation=_said(cast))
    assert browser.get("/me/").status_code == 302
    bearer = {"Authorization": f"Bearer {secret}"}
    assert Browser().get("/api/v1/me", headers=bearer).status_code == 401
    form = {"login": ADDRESS, "password": PASSWORD}
    assert Browser().post("/sign-in/", form).status_code == 422


def test_who_is_known_in_two_organizations_keeps_their_account_in_the_other(cast: Cast, sign_in):
    """The staff of one organization must not become somebody in another."""
    account = give_address(cast.mentee)
    with acting_in(cast.outsider.organization_id):
        Person.objects.filter(pk=cast.outsider.pk).update(account=account)
    code = actions.confirm(by=cast.supervisor, attestation=_said(cast))
    browser = Browser()
    browser.post("/sign-in/paper/", {"code": code})
    page = browser.get("/me/")
    assert page.context["person"].pk == cast.mentee.pk
    assert len(page.context["memberships"]) == 1
    form = {"login": ADDRESS, "password": PASSWORD}
    theirs = Browser()
    assert theirs.post("/sign-in/", form).url == "/"
    assert theirs.get("/me/").context["person"].pk == cast.outsider.pk


def test_the_person_is_told_and_the_record_names_both(cast: Cast):
    attestation = _said(cast)
    actions.confirm(by=cast.supervisor, attestation=attestation)
    told = Notice.objects.filter(person=cast.mentee).order_by("created_at")
    assert [notice.kind for notice in told] == ["programs.attested", "programs.let_in"]
    acts = Event.objects.filter(about=attestation.pk).order_by("created_at")
    assert [(event.act, event.actor_id, event.person_id) for event in acts] == [
        ("programs.attest", cast.coordinator.pk, cast.mentee.pk),
        ("programs.confirm", cast.supervisor.pk, cast.mentee.pk),
    ]


def test_nobody_attests_for_strangers_for_themselves_or_for_who_has_not_joined(cast: Cast):
    newcomer = casting.make_person(cast.program.organization, "Wren Test", account=False)
    assert policies.can_attest(cast.admin, newcomer).code == "not_joined"
    for by, person in (
        (cast.coordinator, cast.coordinator),
        (cast.coordinator, cast.outsider),
        (cast.mentor, cast.mentee),
        (cast.mentee, cast.mentor),
    ):
        assert policies.can_attest(by, person).code == "not_staff"


def test_for_staff_it_takes_two_admins(cast: Cast):
    assert policies.can_attest(cast.coordinator, cast.supervisor).code == "not_admin"
    second = casting.make_person(cast.program.organization, "Aspen Test")
    casting.serve(second, StaffRole.Kind.ADMIN)
    attestation = actions.attest(by=cast.admin, person=cast.supervisor)
    assert policies.can_confirm(cast.coordinator, attestation).code == "not_admin"
    assert policies.can_confirm(second, attestation)


def test_both_show_once_more_who_they_are(cast: Cast, act):
    browser = Browser()
    browser.force_login(cast.coordinator.account)
    answer = act(browser, f"/people/{cast.mentee.pk}/way-in/")
    assert answer.url.startswith("/sign-in/confirm/")
    assert Attestation.objects.count() == 0
