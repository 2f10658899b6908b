"""A person keeps another away: at once, in both directions, without the other being told."""

import pytest
from django.core import mail
from django.http import HttpResponse

from cairn.conversations import actions as conversations
from cairn.conversations.models import Conversation, Message
from cairn.core.verdict import Refused
from cairn.core.walls import acting_in
from cairn.matching import queries as pools
from cairn.matching.models import Offer
from cairn.mentorship.models import Mentorship
from cairn.notifications import mail as delivering
from cairn.notifications.models import Notice
from cairn.people.models import Block, Organization, Person
from cairn.programs.models import Enrollment
from cairn.safety import actions, blocking, keeping_apart
from tests.cast import Cast, enroll, make_person, make_program
from tests.factories import conversations as talking
from tests.factories import doors, matching
from tests.factories import mentorship as walking


def _kinds(person: Person) -> list[str]:
    return sorted(Notice.objects.visible_to(person).unseen().values_list("kind", flat=True))


def test_neither_of_the_two_finds_their_mentorship_or_conversation(cast: Cast) -> None:
    conversation = talking.opened(cast)
    talking.written(conversation, cast.mentor, "See you at six.")
    actions.block(by=cast.mentee, person=cast.mentor)
    for person in (cast.mentee, cast.mentor):
        assert list(Mentorship.objects.visible_to(person)) == []
        assert list(Conversation.objects.visible_to(person)) == []
        assert list(Message.objects.visible_to(person)) == []
        assert list(blocking.people_met(person)) == []


def test_their_mentorship_ends_without_a_fault_and_both_read_the_same(cast: Cast) -> None:
    mentorship = talking.opened(cast).mentorship
    actions.block(by=cast.mentee, person=cast.mentor)
    mentorship.refresh_from_db()
    assert mentorship.ended_at == mentorship.parted_at is not None
    assert _kinds(cast.mentee) == _kinds(cast.mentor) == ["mentorship.parted"]
    assert _kinds(cast.coordinator) == ["mentorship.needs_you"]


def test_a_coordinator_reads_that_nobody_is_at_fault_and_not_who_wished_it(
    cast: Cast, sign_in
) -> None:
    mentorship = walking.met(cast)
    actions.block(by=cast.mentor, person=cast.mentee)
    page = sign_in(cast.coordinator).get(f"/walk/{mentorship.pk}/").content.decode()
    assert "Nobody is at fault." in page
    assert "Block <bdi>" not in page


def test_the_mentee_waits_again_from_the_day_they_had_waited_since(cast: Cast) -> None:
    mentorship = walking.met(cast)
    actions.block(by=cast.mentor, person=cast.mentee)
    place = cast.program.enrollments.get(person=cast.mentee)
    assert place.waiting_since == mentorship.waiting_since is not None
    assert place in pools.waiting_in(cast.program)


def test_nothing_can_be_written_from_a_page_that_was_open(cast: Cast, sign_in, act) -> None:
    conversation = talking.opened(cast)
    client = sign_in(cast.mentor)
    before = client.get(f"/talk/{conversation.pk}/")
    actions.block(by=cast.mentee, person=cast.mentor)
    after = act(client, f"/talk/{conversation.pk}/", {"body": "Are you there?"})
    assert (before.status_code, after.status_code) == (200, 404)
    with pytest.raises(Refused, match="not_available"):
        conversations.send_message(by=cast.mentor, conversation=conversation, body="Hello?")
    assert list(conversation.messages.all()) == []


def test_what_waited_to_be_told_or_mailed_about_the_other_is_not_told(cast: Cast) -> None:
    cast.mentee.email = "rowan@example.org"
    cast.mentee.save()
    talking.written(talking.opened(cast), cast.mentor, "See you at six.")
    notice = Notice.objects.get(person=cast.mentee, kind="conversations.message")
    Block.objects.create(
        organization=cast.mentee.organization, blocker=cast.mentee, blocked=cast.mentor
    )
    delivering.deliver(notice.pk)
    assert mail.outbox == []
    assert "conversations.message" not in _kinds(cast.mentee)


def test_the_two_are_never_matched(cast: Cast) -> None:
    matching.answered(cast)
    actions.block(by=cast.mentor, person=cast.mentee)
    run = matching.ran(cast)
    proposal = matching.proposal_for(run, matching.enrollment(cast, cast.mentee))
    assert proposal.mentor is None
    (why,) = pools.others_for(proposal, cast.coordinator).why_not
    assert why.codes == ("not_available",)


def test_a_mentor_shown_to_a_mentee_is_not_free_any_more(cast: Cast, sign_in) -> None:
    matching.answered(cast)
    (offer,) = matching.offered(cast)
    actions.block(by=cast.mentor, person=cast.mentee)
    offer.refresh_from_db()
    page = sign_in(cast.mentee).get("/choose/").content.decode()
    assert offer.outcome == Offer.Outcome.NOT_FREE
    assert "One person you were shown is not free just now." in page
    assert "Maple" not in page


def test_a_request_that_was_put_reads_as_closed_and_names_nobody(cast: Cast, sign_in) -> None:
    offer = matching.asked(matching.answered(cast))
    actions.block(by=cast.mentee, person=cast.mentor)
    page = sign_in(cast.mentor).get(f"/requests/{offer.pk}/").content.decode()
    assert "This is no longer open" in page
    assert "Rowan" not in page


def test_a_closed_request_reads_the_same_however_it_closed(cast: Cast, sign_in) -> None:
    offer = matching.asked(matching.answered(cast))
    Offer.objects.update(closed_at=offer.asked_at, outcome=Offer.Outcome.LAPSED)
    lapsed = _main(sign_in(cast.mentor).get(f"/requests/{offer.pk}/"))
    Offer.objects.update(closed_at=None, outcome="")
    actions.block(by=cast.mentee, person=cast.mentor)
    assert _main(sign_in(cast.mentor).get(f"/requests/{offer.pk}/")) == lapsed


def _main(response: HttpResponse) -> str:
    return response.content.decode().split("<main", 1)[1].split("</main", 1)[0]


@pytest.mark.parametrize("door", doors.DOORS)
def test_a_mentor_is_blocked_from_where_one_sees_them(cast: Cast, door: str) -> None:
    walking.met(cast)
    if door == "page":
        response = doors.by_page(cast.mentee, f"/me/blocked/{cast.mentor.pk}/", {})
        assert response.status_code == 303
    else:
        response = doors.by_api(cast.mentee, "/blocks", {"person_id": str(cast.mentor.pk)})
        assert response.status_code == 201
    assert [block.known_as for block in blocking.blocks_of(cast.mentee)] == ["Maple Test"]
    assert blocking.blocks_of(cast.mentor) == []


@pytest.mark.parametrize("door", doors.DOORS)
def test_whom_one_does_not_see_can_not_be_blocked_and_reads_as_nobody(
    cast: Cast, door: str
) -> None:
    stranger = make_person(cast.program.organization, "Yarrow Test")
    if door == "page":
        response = doors.by_page(cast.mentee, f"/me/blocked/{stranger.pk}/", {})
    else:
        response = doors.by_api(cast.mentee, "/blocks", {"person_id": str(stranger.pk)})
    assert response.status_code == 404


@pytest.mark.parametrize("door", doors.DOORS)
def test_a_block_is_undone_and_what_ended_does_not_come_back(cast: Cast, door: str) -> None:
    walking.met(cast)
    block = actions.block(by=cast.mentee, person=cast.mentor)
    if door == "page":
        doors.by_page(cast.mentee, f"/me/blocked/{block.pk}/undo/", {})
    else:
        doors.by_api(cast.mentee, f"/blocks/{block.pk}/undo", {})
    block.refresh_from_db()
    assert block.lifted_at
    assert blocking.blocks_of(cast.mentee) == []
    assert list(Mentorship.objects.visible_to(cast.mentee)) == []


def test_nobody_undoes_the_block_of_another(cast: Cast, sign_in, act) -> None:
    block = actions.block(by=cast.mentee, person=cast.mentor)
    for person in (cast.mentor, cast.coordinator, cast.admin):
        assert act(sign_in(person), f"/me/blocked/{block.pk}/undo/").status_code == 404
        with pytest.raises(Refused, match="not_yours"):
            actions.unblock(by=person, block=block)


def test_one_does_not_block_oneself_and_undoes_a_block_once(cast: Cast) -> None:
    with pytest.raises(Refused, match="not_another"):
        actions.block(by=cast.mentee, person=cast.mentee)
    block = actions.block(by=cast.mentee, person=cast.mentor)
    actions.unblock(by=cast.mentee, block=block)
    with pytest.raises(Refused, match="lifted_already"):
        actions.unblock(by=cast.mentee, block=block)


def test_a_coordinator_who_is_blocked_finds_the_person_in_no_list_board_or_count(
    cast: Cast, sign_in
) -> None:
    client = sign_in(cast.coordinator)
    pages = ("/people/", "/people/?words=Rowan", "/programs/", "/matching/", "/", "/contacts/")
    places = (f"/programs/{cast.program.pk}/", f"/matching/{cast.program.pk}/")
    actions.block(by=cast.mentee, person=cast.coordinator)
    for page in (*pages, *places):
        assert "Rowan Test" not in client.get(page).content.decode(), page
    assert client.get(f"/people/{cast.mentee.pk}/").status_code == 404
    assert "Rowan Test" in sign_in(cast.supervisor).get("/people/").content.decode()
    (line,) = pools.waiting_counts(cast.coordinator)
    assert line.people == 0


def test_a_block_holds_where_the_same_two_meet_in_another_organization(cast: Cast) -> None:
    there = cast.outsider.organization_id
    with acting_in(there):
        organization = cast.outsider.organization
        program = make_program(organization)
        mentee, mentor = (_again(organization, person) for person in (cast.mentee, cast.mentor))
        enroll(program, mentee, Enrollment.Side.MENTEE)
        enroll(program, mentor, Enrollment.Side.MENTOR)
        mentorship = walking.signed_by_both(walking.pair(program, mentee, mentor))
    actions.block(by=cast.mentee, person=cast.mentor)
    with acting_in(there):
        assert list(Mentorship.objects.visible_to(mentor)) == []
    keeping_apart.part_everywhere()
    with acting_in(there):
        mentorship.refresh_from_db()
        assert mentorship.parted_at


def _again(organization: Organization, person: Person) -> Person:
    """The same human being, in another organization."""
    found = make_person(organization, f"{person.display_name} there", account=False)
    Person.objects.filter(pk=found.pk).update(account=person.account)
    return Person.objects.get(pk=found.pk)
