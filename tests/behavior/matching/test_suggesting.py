"""A coordinator asks for a run, and the board shows what it says."""

from datetime import timedelta

import pytest

from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.matching import actions, queries, running
from cairn.matching.models import Run
from cairn.people.models import Avoidance
from cairn.programs.models import Enrollment
from tests.cast import Cast, enroll, make_program
from tests.factories import matching as factory
from tests.factories import mentorship as mentorships


def test_a_run_proposes_the_mentor_who_fits(cast: Cast) -> None:
    factory.answered(cast)
    run = factory.ran(cast)
    proposal = factory.proposal_for(run, factory.enrollment(cast, cast.mentee))
    assert proposal.mentor == factory.enrollment(cast, cast.mentor)
    assert run.state == Run.State.DONE
    assert run.proof["total"] == run.proof["bound"] == proposal.detail["score"]


def test_who_has_no_mentor_gets_a_proposal_that_says_why(cast: Cast) -> None:
    factory.answered(cast)
    sol = factory.waits(cast.program, "Sol Test", languages=("so",))
    run = factory.ran(cast)
    proposal = factory.proposal_for(run, sol)
    assert proposal.mentor is None
    assert next((cause["code"], cause["nobody"]) for cause in proposal.detail["causes"]) == (
        "language",
        True,
    )


def test_a_mentor_with_no_free_place_is_never_proposed(cast: Cast) -> None:
    factory.answered(cast)
    Enrollment.objects.filter(person=cast.mentor).update(caseload_elsewhere=1)
    run = factory.ran(cast)
    proposal = factory.proposal_for(run, factory.enrollment(cast, cast.mentee))
    assert proposal.mentor is None


def test_asking_twice_at_once_makes_one_run(cast: Cast) -> None:
    first = actions.suggest(by=cast.coordinator, program=cast.program)
    assert actions.suggest(by=cast.coordinator, program=cast.program) == first


def test_a_run_that_never_came_back_is_not_waited_for(cast: Cast) -> None:
    first = actions.suggest(by=cast.coordinator, program=cast.program)
    with factory.later(minutes=20):
        assert queries.board(cast.program, cast.coordinator).sheet.has_failed
        assert actions.suggest(by=cast.coordinator, program=cast.program) != first


def test_a_run_that_breaks_says_so_and_changes_nothing(cast: Cast) -> None:
    factory.answered(cast)
    run = actions.suggest(by=cast.coordinator, program=cast.program)
    Run.objects.filter(pk=run.pk).update(settings={"floor": 200})
    with pytest.raises(ValueError, match="floor"):
        running.finish(run.organization_id, run.pk)
    run.refresh_from_db()
    assert (run.state, run.proposals.count()) == (Run.State.FAILED, 0)


def test_a_job_done_twice_changes_nothing(cast: Cast) -> None:
    factory.answered(cast)
    run = factory.ran(cast)
    before = list(run.proposals.values_list("pk", flat=True))
    factory.done(run)
    assert list(run.proposals.values_list("pk", flat=True)) == before


def test_only_staff_of_the_program_ask_for_a_run(cast: Cast) -> None:
    for person in (cast.mentee, cast.mentor, cast.outsider):
        with pytest.raises(Refused):
            actions.suggest(by=person, program=cast.program)


def test_a_pin_is_kept_by_the_next_run(cast: Cast) -> None:
    factory.answered(cast)
    other = factory.offers_places(cast.program, "Juniper Test")
    mentee = factory.enrollment(cast, cast.mentee)
    actions.pin(by=cast.coordinator, mentee=mentee, mentor=other)
    proposal = factory.proposal_for(factory.ran(cast), mentee)
    assert proposal.mentor == other
    assert proposal.detail["pinned"]


def test_a_second_pin_takes_the_place_of_the_first(cast: Cast) -> None:
    factory.answered(cast)
    other = factory.offers_places(cast.program, "Juniper Test")
    mentee = factory.enrollment(cast, cast.mentee)
    actions.pin(by=cast.coordinator, mentee=mentee, mentor=other)
    mentor = factory.enrollment(cast, cast.mentor)
    actions.pin(by=cast.coordinator, mentee=mentee, mentor=mentor)
    assert factory.proposal_for(factory.ran(cast), mentee).mentor == mentor


def test_a_forbidden_pair_is_never_proposed_until_it_is_taken_back(cast: Cast) -> None:
    factory.answered(cast)
    mentee, mentor = (factory.enrollment(cast, one) for one in (cast.mentee, cast.mentor))
    wish = actions.forbid(by=cast.coordinator, mentee=mentee, mentor=mentor, reason="Neighbors.")
    assert factory.proposal_for(factory.ran(cast), mentee).mentor is None
    actions.lift(by=cast.coordinator, direction=wish)
    assert factory.proposal_for(factory.ran(cast), mentee).mentor == mentor


def test_an_override_proposes_another_with_its_reason(cast: Cast) -> None:
    factory.answered(cast)
    other = factory.offers_places(cast.program, "Juniper Test")
    proposal = factory.proposal_for(factory.ran(cast), factory.enrollment(cast, cast.mentee))
    actions.override(by=cast.coordinator, proposal=proposal, mentor=other, reason="They asked.")
    proposal.refresh_from_db()
    assert (proposal.mentor, proposal.override_reason) == (other, "They asked.")
    assert proposal.detail["score"] > 0


def test_an_override_needs_a_reason_and_breaks_no_rule(cast: Cast) -> None:
    factory.answered(cast)
    french = factory.offers_places(cast.program, "Lys Test", languages=("fr",))
    proposal = factory.proposal_for(factory.ran(cast), factory.enrollment(cast, cast.mentee))
    for reason, code in ((" ", "reason_missing"), ("They asked.", "not_available")):
        with pytest.raises(Refused) as refused:
            actions.override(by=cast.coordinator, proposal=proposal, mentor=french, reason=reason)
        assert refused.value.verdict.code == code


def test_the_board_says_who_waits_how_long_and_what_stands_in_the_way(cast: Cast, sign_in) -> None:
    factory.tell(cast.mentee, languages=("so",))
    factory.tell(cast.mentor)
    page = sign_in(cast.coordinator).get(f"/matching/{cast.program.pk}/").content.decode()
    assert "1 waiting, 1 mentor free" in page
    assert "waits 7 days" in page
    assert "No mentor speaks Somali." in page


def test_the_board_says_that_training_or_clearance_is_missing(cast: Cast, sign_in) -> None:
    factory.answered(cast)
    Enrollment.objects.filter(person=cast.mentor).update(trained_at=None)
    page = sign_in(cast.coordinator).get(f"/matching/{cast.program.pk}/").content.decode()
    assert "training and clearance are complete" in page


def test_the_board_of_a_program_one_does_not_serve_is_not_there(cast: Cast, sign_in) -> None:
    for person in (cast.mentee, cast.mentor, cast.outsider):
        assert sign_in(person).get(f"/matching/{cast.program.pk}/").status_code == 404


def test_somebody_who_never_answered_is_named_as_such(cast: Cast, sign_in) -> None:
    page = sign_in(cast.coordinator).get(f"/matching/{cast.program.pk}/").content.decode()
    assert "The questions for matching are not answered yet." in page


def _fill(cast: Cast, people: int) -> None:
    for number in range(people):
        factory.waits(cast.program, f"Wren {number}")
        factory.offers_places(cast.program, f"Oak {number}")


@pytest.mark.parametrize("people", [1, 3])
def test_the_board_takes_ten_queries_at_most_whatever_a_program_holds(
    cast: Cast, sign_in, count_queries, people: int
) -> None:
    _fill(cast, people)
    client, path = sign_in(cast.coordinator), f"/matching/{cast.program.pk}/"
    assert count_queries(client, path) == 10
    run = factory.ran(cast)
    assert count_queries(client, path) == 10
    _fill(cast, people)  # of whom the run is silent
    factory.pinned(cast)
    actions.avoid(by=cast.mentor, called="Wren 0")
    actions.approve_all(by=cast.coordinator, run=run)
    actions.suggest(by=cast.coordinator, program=cast.program)
    assert count_queries(client, path) == 10
    assert count_queries(client, "/matching/") == 5


def test_a_page_of_the_board_holds_fifty_people(cast: Cast, sign_in) -> None:
    for number in range(52):
        factory.waits(cast.program, f"Wren {number}")
    client = sign_in(cast.coordinator)
    assert client.get(f"/matching/{cast.program.pk}/").content.count(b'scope="row"') == 50
    assert client.get(f"/matching/{cast.program.pk}/?page=2").content.count(b'scope="row"') == 3


def test_who_is_decided_about_on_a_later_page_stays_before_the_reader(
    cast: Cast, sign_in, act
) -> None:
    for number in range(51):
        factory.waits(cast.program, f"Wren {number}")
    for number in range(2):
        factory.offers_places(cast.program, f"Oak {number}", 30)
    run, client = factory.ran(cast), sign_in(cast.coordinator)
    last = queries.board(cast.program, cast.coordinator, 2).rows[-1]
    path = act(client, f"/matching/proposal/{last.proposal.pk}/pin/").headers["Location"]
    page = client.get(path).content.decode()
    assert f"<bdi>{last.mentee.person.display_name}</bdi>" in page.partition("data-chosen")[2][:400]
    assert run.proposals.count() == 52


def test_the_longest_wait_comes_first_and_those_with_a_mentor_do_not_wait(cast: Cast) -> None:
    factory.answered(cast)
    early = factory.waits(cast.program, "Fern Test")
    early.waiting_since = clock.today("UTC") - timedelta(days=40)
    early.save(update_fields=["waiting_since"])
    paused = factory.waits(cast.program, "Reed Test")
    paused.paused_at = clock.now()
    paused.save(update_fields=["paused_at"])
    rows = [
        row.mentee.person.display_name for row in queries.board(cast.program, cast.coordinator).rows
    ]
    assert rows == ["Fern Test", "Rowan Test"]


def test_one_person_may_wait_and_offer_places_and_is_never_proposed_to_themselves(
    cast: Cast,
) -> None:
    factory.answered(cast)
    enroll(cast.program, cast.mentee, Enrollment.Side.MENTOR)
    Enrollment.objects.filter(person=cast.mentor).update(paused_at=clock.now())
    waiting = cast.program.enrollments.mentees().get(person=cast.mentee)
    assert factory.proposal_for(factory.ran(cast), waiting).mentor is None


def test_who_has_not_joined_yet_is_named_as_such(cast: Cast, sign_in) -> None:
    factory.answered(cast)
    path = f"/matching/{cast.program.pk}/"
    client = sign_in(cast.coordinator)
    assert "has not joined yet" not in client.get(path).content.decode()
    cast.mentee.joined_at = None
    cast.mentee.save(update_fields=["joined_at"])
    assert "has not joined yet" in client.get(path).content.decode()


def test_a_mentor_under_a_private_rule_reads_as_one_who_is_full(cast: Cast, sign_in) -> None:
    factory.answered(cast)
    mentor = factory.enrollment(cast, cast.mentor)
    path = f"/matching/{cast.program.pk}/"
    client = sign_in(cast.coordinator)
    Avoidance.objects.create(
        organization=cast.program.organization,
        person=cast.mentor,
        avoided={"persons": [str(cast.mentee.pk)]},
    )
    avoided = client.get(path).content.decode()
    Avoidance.objects.all().delete()
    Enrollment.objects.filter(pk=mentor.pk).update(caseload_elsewhere=1)
    full = client.get(path).content.decode()
    said = [page.partition("<tbody>")[2].partition("</tbody>")[0] for page in (avoided, full)]
    assert said[0] == said[1]
    assert "No mentor is available now: full or away." in said[0]


def test_whom_somebody_mentors_elsewhere_is_never_proposed_as_their_mentor(cast: Cast) -> None:
    mentorships.matched(factory.answered(cast))
    elsewhere = make_program(cast.program.organization, "Morning program")
    enroll(elsewhere, cast.mentee, Enrollment.Side.MENTOR)
    place = enroll(elsewhere, cast.mentor, Enrollment.Side.MENTEE)
    run = factory.done(actions.suggest(by=cast.coordinator, program=elsewhere))
    assert factory.proposal_for(run, place).mentor is None
