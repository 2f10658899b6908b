"""The mentee sees people, picks one or leaves it to us; the mentor says yes or is not free."""

import pytest

from cairn.core.verdict import Refused
from cairn.matching import actions, lapsing, queries
from cairn.matching.models import Offer
from cairn.mentorship.models import Mentorship
from cairn.notifications.models import Notice
from cairn.people.models import Avoidance, Profile
from cairn.programs.models import Enrollment
from tests.cast import Cast
from tests.factories import doors
from tests.factories import matching as factory


def _kinds(person) -> list[str]:
    return list(Notice.objects.filter(person=person).values_list("kind", flat=True).order_by("pk"))


def _three(cast: Cast) -> list[Offer]:
    factory.answered(cast)
    factory.offers_places(cast.program, "Juniper Test")
    factory.offers_places(cast.program, "Alder Test")
    return factory.offered(cast)


def test_choosing_asks_that_mentor_and_nobody_else(cast: Cast, noon) -> None:
    first, *_others = _three(cast)
    offer = actions.choose(by=cast.mentee, offer=first)
    assert (offer.answer_by - noon).total_seconds() == 72 * 3600
    assert _kinds(cast.mentor) == ["matching.request"]
    assert list(Offer.objects.asked()) == [offer]


def test_one_request_is_open_at_a_time(cast: Cast) -> None:
    first, second, _third = _three(cast)
    actions.choose(by=cast.mentee, offer=first)
    with pytest.raises(Refused, match="asked_already"):
        actions.choose(by=cast.mentee, offer=second)


def test_nobody_chooses_for_another(cast: Cast) -> None:
    first, *_others = _three(cast)
    for person in (cast.mentor, cast.coordinator, cast.outsider):
        with pytest.raises(Refused, match="not_yours"):
            actions.choose(by=person, offer=first)


def test_a_yes_matches_the_two_and_ends_the_waiting(cast: Cast) -> None:
    offer = factory.asked(factory.answered(cast))
    mentorship = actions.accept(by=cast.mentor, offer=offer)
    assert (mentorship.mentee, mentorship.mentor) == (cast.mentee, cast.mentor)
    assert factory.shown_to(cast.mentee) == []
    assert queries.waiting_in(cast.program).count() == 0
    offer.refresh_from_db()
    assert offer.outcome == Offer.Outcome.ACCEPTED


def test_a_yes_closes_the_others_as_passed(cast: Cast) -> None:
    first, *_others = _three(cast)
    offer = actions.choose(by=cast.mentee, offer=first)
    actions.accept(by=cast.mentor, offer=offer)
    outcomes = Offer.objects.exclude(pk=offer.pk).values_list("outcome", flat=True)
    assert set(outcomes) == {Offer.Outcome.PASSED}


def test_only_the_mentor_who_was_asked_answers(cast: Cast) -> None:
    offer = factory.asked(factory.answered(cast))
    for person in (cast.mentee, cast.coordinator, cast.outsider):
        with pytest.raises(Refused, match="not_yours"):
            actions.accept(by=person, offer=offer)
        with pytest.raises(Refused, match="not_yours"):
            actions.not_free(by=person, offer=offer)


def test_an_offer_not_asked_can_not_be_answered(cast: Cast) -> None:
    factory.answered(cast)
    (offer,) = factory.offered(cast)
    with pytest.raises(Refused, match="not_yours"):
        actions.accept(by=cast.mentor, offer=offer)


def test_after_not_free_the_others_can_be_chosen(cast: Cast) -> None:
    first, second, _third = _three(cast)
    offer = actions.choose(by=cast.mentee, offer=first)
    actions.not_free(by=cast.mentor, offer=offer)
    assert _kinds(cast.mentee) == ["matching.offers", "matching.next"]
    second.refresh_from_db()
    assert actions.choose(by=cast.mentee, offer=second).asked_at


def test_when_it_was_left_to_us_the_next_is_asked_at_once(cast: Cast) -> None:
    first, second, _third = _three(cast)
    mentee = factory.enrollment(cast, cast.mentee)
    asked = actions.you_choose(by=cast.mentee, mentee=mentee)
    assert asked == first
    actions.not_free(by=cast.mentor, offer=asked)
    second.refresh_from_db()
    assert second.asked_at
    assert _kinds(cast.mentee) == ["matching.offers"]


def test_after_72_hours_without_an_answer_it_moves_on(cast: Cast) -> None:
    first, second, _third = _three(cast)
    actions.choose(by=cast.mentee, offer=first)
    with factory.later(hours=71):
        lapsing.lapse_overdue()
        first.refresh_from_db()
        assert first.closed_at is None
    with factory.later(hours=73):
        lapsing.lapse_overdue()
        first.refresh_from_db()
        second.refresh_from_db()
        assert first.outcome == Offer.Outcome.LAPSED
        assert actions.choose(by=cast.mentee, offer=second).asked_at


def test_an_answer_after_the_time_is_too_late(cast: Cast) -> None:
    offer = factory.asked(factory.answered(cast))
    with factory.later(hours=73), pytest.raises(Refused, match="not_open"):
        actions.accept(by=cast.mentor, offer=offer)


def test_places_are_held_seven_days_and_who_does_not_choose_keeps_their_wait(cast: Cast) -> None:
    _three(cast)
    since = factory.enrollment(cast, cast.mentee).waiting_since
    with factory.later(days=8):
        lapsing.lapse_overdue()
        assert factory.shown_to(cast.mentee) == []
        (row,) = queries.board(cast.program, cast.coordinator).rows
    assert (row.state, row.mentee.waiting_since) == (queries.State.NO_CHOICE, since)


def test_others_stay_choosable_while_a_request_waits_for_its_answer(cast: Cast) -> None:
    first, *_others = _three(cast)
    with factory.later(days=6):
        actions.choose(by=cast.mentee, offer=first)
    with factory.later(days=8):
        lapsing.lapse_overdue()
        assert len(factory.shown_to(cast.mentee)) == 3


def test_when_nobody_is_left_the_coordinators_are_told_and_the_wait_goes_on(cast: Cast) -> None:
    offer = factory.asked(factory.answered(cast))
    actions.not_free(by=cast.mentor, offer=offer)
    assert _kinds(cast.coordinator) == ["matching.nobody_left"]
    (row,) = queries.board(cast.program, cast.coordinator).rows
    assert (row.state, row.days) == (queries.State.NOBODY_LEFT, 7)


def test_a_mentor_who_was_not_free_is_not_proposed_again_at_once(cast: Cast) -> None:
    offer = factory.asked(factory.answered(cast))
    actions.not_free(by=cast.mentor, offer=offer)
    mentee = factory.enrollment(cast, cast.mentee)
    assert factory.proposal_for(factory.ran(cast), mentee).mentor is None
    with factory.later(days=31):
        assert factory.proposal_for(factory.ran(cast), mentee).mentor is not None


def test_who_would_like_others_is_shown_others_by_the_next_run(cast: Cast) -> None:
    factory.answered(cast)
    factory.offered(cast)
    mentee = factory.enrollment(cast, cast.mentee)
    actions.ask_for_others(by=cast.mentee, mentee=mentee)
    juniper = factory.offers_places(cast.program, "Juniper Test")
    (row,) = queries.board(cast.program, cast.coordinator).rows
    assert row.state == queries.State.OTHERS
    assert factory.proposal_for(factory.ran(cast), mentee).mentor == juniper


def test_two_who_want_the_last_place_end_well(cast: Cast) -> None:
    """The second is told “not free just now” and keeps the others."""
    first, *_others = _three(cast)
    fern = factory.waits(cast.program, "Fern Test")
    second = Offer.objects.create(
        organization_id=first.organization_id,
        person=fern.person,
        mentee=fern,
        mentor=first.mentor,
        proposal=first.proposal,
        place=1,
        held_until=first.held_until,
    )
    actions.choose(by=cast.mentee, offer=first)
    answer = actions.choose(by=fern.person, offer=second)
    assert (answer.asked_at, answer.outcome) == (None, Offer.Outcome.NOT_FREE)


def test_a_place_once_taken_is_shown_to_nobody_else(cast: Cast) -> None:
    first, *_others = _three(cast)
    actions.choose(by=cast.mentee, offer=first)
    actions.accept(by=cast.mentor, offer=Offer.objects.get(pk=first.pk))
    assert not Offer.objects.open().filter(mentor=first.mentor).exists()


def test_somebody_who_blocked_meanwhile_reads_as_not_free(cast: Cast) -> None:
    first, *_others = _three(cast)
    Avoidance.objects.create(
        organization=cast.program.organization,
        person=cast.mentor,
        avoided={"persons": [str(cast.mentee.pk)]},
    )
    assert actions.choose(by=cast.mentee, offer=first).outcome == Offer.Outcome.NOT_FREE


def test_a_mentor_can_not_say_yes_to_whom_a_rule_now_keeps_apart(cast: Cast) -> None:
    offer = factory.asked(factory.answered(cast))
    Avoidance.objects.create(
        organization=cast.program.organization,
        person=cast.mentee,
        avoided={"persons": [str(cast.mentor.pk)]},
    )
    with pytest.raises(Refused, match="not_open"):
        actions.accept(by=cast.mentor, offer=offer)
    assert Mentorship.objects.count() == 0


def test_a_mentor_full_elsewhere_meanwhile_reads_as_not_free(cast: Cast) -> None:
    first, *_others = _three(cast)
    Enrollment.objects.filter(pk=first.mentor_id).update(caseload_elsewhere=1)
    assert actions.choose(by=cast.mentee, offer=first).outcome == Offer.Outcome.NOT_FREE


def test_the_choice_shows_people_their_story_and_one_difference_and_no_score(
    cast: Cast, sign_in
) -> None:
    _three(cast)
    page = sign_in(cast.mentee).get("/choose/").content.decode()
    assert "I put the kettle on." in page
    assert page.count("One difference.") == 3
    assert "Walks a pathway of yours: SMART Recovery" in page
    assert "%" not in page.partition("<main")[2].partition("</main>")[0]
    assert "You choose for me" in page


def test_reasons_say_nothing_the_mentor_keeps_back(cast: Cast, sign_in) -> None:
    factory.tell(cast.mentee, substances=("opioids",), pathways=("smart",), life=("parent",))
    factory.tell(cast.mentor, substances=("opioids",), pathways=("smart",), life=("parent",))
    factory.offered(cast)
    page = sign_in(cast.mentee).get("/choose/").content.decode()
    assert "SMART Recovery" in page
    assert "opioids" not in page
    assert "being a parent" not in page


def test_what_a_mentor_keeps_back_later_is_gone_from_the_choice(cast: Cast, sign_in) -> None:
    factory.answered(cast)
    factory.offered(cast)
    profile = Profile.objects.get(person=cast.mentor)
    profile.shares = {"pathways": False, "story": False}
    profile.save()
    page = sign_in(cast.mentee).get("/choose/").content.decode()
    assert "SMART Recovery" not in page
    assert "kettle" not in page


def test_what_a_mentor_answers_anew_is_told_at_once(cast: Cast, sign_in) -> None:
    factory.answered(cast)
    factory.offered(cast)
    factory.tell(cast.mentor, pathways=("faith",), interests=("music",))
    page = sign_in(cast.mentee).get("/choose/").content.decode()
    (told,) = doors.get_by_api(cast.mentee, "/offers").json()
    assert "SMART Recovery" not in page.partition("One difference.")[0]
    assert "pathway" not in {each["trait"] for each in told["told"]["reasons"]}
    assert "likes" in {each["trait"] for each in told["told"]["reasons"]}


def test_the_mentor_sees_only_what_was_ticked(cast: Cast, sign_in) -> None:
    factory.tell(
        cast.mentee, substances=("opioids",), pathways=("smart",), interests=("music",), story="Hi."
    )
    factory.tell(cast.mentor)
    cast.mentee.legal_name, cast.mentee.email = "Robin Legal", "rowan@example.org"
    cast.mentee.save()
    (offer,) = factory.offered(cast)
    ticks = {"interests": True, "pathways": False, "story": True}
    actions.choose(by=cast.mentee, offer=offer, shares=ticks)
    page = sign_in(cast.mentor).get(f"/requests/{offer.pk}/").content.decode()
    assert "music" in page
    assert "Hi." in page
    for kept in ("opioids", "SMART", "Robin Legal", "rowan@example.org"):
        assert kept not in page


def test_by_default_a_mentor_sees_no_substance_legal_name_or_contact(cast: Cast, sign_in) -> None:
    factory.tell(cast.mentee, substances=("opioids",), gender="woman", birth_year=1990)
    factory.tell(cast.mentor)
    cast.mentee.legal_name, cast.mentee.phone = "Robin Legal", "555-0101"
    cast.mentee.save()
    offer = factory.asked(cast)
    page = sign_in(cast.mentor).get(f"/requests/{offer.pk}/").content.decode()
    for kept in ("opioids", "a woman", "1990", "Robin Legal", "555-0101"):
        assert kept not in page


def test_the_mentee_reads_not_free_just_now_and_never_a_no(cast: Cast, sign_in) -> None:
    first, *_others = _three(cast)
    offer = actions.choose(by=cast.mentee, offer=first)
    actions.not_free(by=cast.mentor, offer=offer)
    page = sign_in(cast.mentee).get("/choose/").content.decode()
    assert "One person you were shown is not free just now." in page
    assert "Maple Test" not in page
    assert "Ask <bdi>Juniper Test</bdi>" in page


def test_lapsed_full_and_not_free_read_the_same(cast: Cast, sign_in) -> None:
    pages = []
    for outcome in (Offer.Outcome.NOT_FREE, Offer.Outcome.LAPSED):
        Offer.objects.all().delete()
        offer = factory.asked(factory.answered(cast))
        if outcome == Offer.Outcome.NOT_FREE:
            actions.not_free(by=cast.mentor, offer=offer)
        else:
            Offer.objects.filter(pk=offer.pk).update(answer_by=offer.asked_at)
            lapsing.lapse_overdue()
        page = sign_in(cast.mentee).get("/choose/").content.decode()
        pages.append(page.partition("<main")[2].partition("</main>")[0])
    assert pages[0] == pages[1]


def test_a_request_of_another_mentor_is_not_there(cast: Cast, sign_in) -> None:
    offer = factory.asked(factory.answered(cast))
    other = factory.offers_places(cast.program, "Juniper Test")
    assert sign_in(other.person).get(f"/requests/{offer.pk}/").status_code == 404
    assert sign_in(cast.coordinator).get(f"/requests/{offer.pk}/").status_code == 404


@pytest.mark.parametrize("mentors", [1, 3])
def test_choice_and_requests_take_as_many_queries_for_one_as_for_three(
    cast: Cast, sign_in, count_queries, mentors: int
) -> None:
    factory.answered(cast)
    for number in range(mentors - 1):
        factory.offers_places(cast.program, f"Oak {number}")
    factory.offered(cast)
    assert count_queries(sign_in(cast.mentee), "/choose/") == 9
    Enrollment.objects.filter(person=cast.mentor).update(capacity=mentors)
    for number in range(mentors):
        fern = factory.waits(cast.program, f"Fern {number}")
        _asks(cast, fern)
    assert count_queries(sign_in(cast.mentor), "/requests/") == 4


def _asks(cast: Cast, mentee: Enrollment) -> None:
    model = Offer.objects.select_related("proposal").first()
    offer = Offer.objects.create(
        organization_id=mentee.organization_id,
        person=mentee.person,
        mentee=mentee,
        mentor=factory.enrollment(cast, cast.mentor),
        proposal=model.proposal,
        place=1,
        held_until=model.held_until,
    )
    actions.choose(by=mentee.person, offer=offer)
