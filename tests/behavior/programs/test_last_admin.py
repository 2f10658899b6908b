"""Two admins who stand down at once, on connections of their own: one of them stays."""

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from cairn.core.verdict import Refused
from cairn.core.walls import acting_in
from cairn.people.keys import store as keys
from cairn.programs import actions, policies
from cairn.programs.models import StaffRole
from tests import cast as casting

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture
def roles() -> list[StaffRole]:
    with keys.keep_in_mind(), transaction.atomic():
        organization = casting.make_organization()
        admins = [casting.make_person(organization, name) for name in ("Alder", "Aspen")]
        return [casting.serve(person, StaffRole.Kind.ADMIN) for person in admins]


def test_of_two_admins_who_stand_down_at_once_one_stays(roles: list[StaffRole], monkeypatch):
    together, came_to = Barrier(len(roles)), []
    asked = policies.can_stand_down

    def both_ask_first(*given):
        verdict = asked(*given)
        together.wait(timeout=10)
        return verdict

    monkeypatch.setattr(policies, "can_stand_down", both_ask_first)

    def stand_down(role: StaffRole) -> None:
        try:
            with acting_in(role.organization_id):
                actions.end_role(by=role.person, role=role)
                came_to.append("done")
        except Refused as refused:
            came_to.append(refused.verdict.code)
        finally:
            connection.close()

    threads = [Thread(target=stand_down, args=(role,)) for role in roles]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(came_to) == ["done", "last_admin"]
