"""Two of the staff who are kept from each other: the work of one is there, and not whose it was."""

from collections.abc import Callable

import pytest
from django.test import Client

from cairn.matching import actions as deciding
from cairn.matching.engine import Settings
from cairn.mentorship import actions as mentorships
from cairn.people.models import NoContact
from cairn.programs import actions as programs
from cairn.programs.models import StaffRole
from cairn.safety import actions
from tests.cast import Cast, serve
from tests.factories import matching, mentorship

WHY = "A court said so."


def _order(cast: Cast) -> str:
    actions.keep_apart(by=cast.coordinator, person=cast.mentee, other=cast.mentor, reason=WHY)
    serve(cast.admin, StaffRole.Kind.SAFETY)
    return "/apart/"


def _weighing(cast: Cast) -> str:
    deciding.weigh(by=cast.coordinator, program=cast.program, settings=Settings())
    return f"/matching/{cast.program.pk}/weights/"


def _approval(cast: Cast) -> str:
    (offer,) = matching.offered(matching.answered(cast))
    return f"/matching/proposal/{offer.proposal_id}/why/"


def _contact(cast: Cast) -> str:
    contact = mentorship.begun(cast).contacts.first()
    said = {"safety": "safe", "between": "well"}
    mentorships.keep_contact(by=cast.coordinator, contact=contact, answers=said)
    return f"/contacts/{contact.pk}/"


def _ending(cast: Cast) -> str:
    pair = mentorship.begun(cast)
    mentorships.end(by=cast.coordinator, mentorship=pair, reason="")
    return f"/walk/{pair.pk}/"


def _attestation(cast: Cast) -> str:
    programs.attest(by=cast.coordinator, person=cast.mentee)
    return f"/people/{cast.mentee.pk}/way-in/"


WORK = (_order, _weighing, _approval, _contact, _ending, _attestation)


@pytest.mark.parametrize("work", WORK)
@pytest.mark.parametrize("by", ["who reads", "who did it"])
def test_what_one_did_is_read_by_the_other_without_a_name(
    cast: Cast, sign_in, work: Callable[[Cast], str], by: str
) -> None:
    path = work(cast)
    name, nobody = cast.coordinator.display_name, "someone of the staff"
    client: Client = sign_in(cast.admin)
    before = client.get(path).content.decode()
    assert (name in before, nobody in before.lower()) == (True, False)
    one, other = cast.admin, cast.coordinator
    one, other = (one, other) if by == "who reads" else (other, one)
    actions.block(by=one, person=other)
    after = client.get(path).content.decode()
    assert (name in after, nobody in after.lower()) == (False, True)


def test_a_reviewer_who_is_kept_from_the_setter_reviews_all_the_same(
    cast: Cast, sign_in, act
) -> None:
    path = _order(cast)
    actions.block(by=cast.coordinator, person=cast.admin)
    client = sign_in(cast.admin)
    page = client.get(path).content.decode()
    needed = ("Rowan Test", "Maple Test", WHY, "Take it back")
    assert [said for said in needed if said not in page] == []
    (order,) = NoContact.objects.all()
    assert act(client, f"/apart/{order.pk}/lift/").status_code == 303
    order.refresh_from_db()
    assert order.lifted_by == cast.admin
