"""What a mentee shares with a mentor: given and taken back on one page, for each kind of data."""

from datetime import timedelta

import pytest

from cairn.audit.models import Event
from cairn.consent import actions, queries
from cairn.consent.kinds import AFTER_YES, BEFORE_YES, TICKED_AT_FIRST, Kind
from cairn.consent.models import Consent
from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.matching import actions as matching
from cairn.mentorship import actions as walking
from cairn.people.models import Person
from cairn.safety import actions as safety
from tests.factories import matching as pools
from tests.factories import mentorship
from tests.factories.consent import shares, stops
from tests.factories.doors import get_by_api


@pytest.fixture
def walk(cast):
    return mentorship.met(cast)


def test_nothing_is_shared_after_a_yes_until_it_is_ticked(cast, walk):
    assert queries.shared_with(cast.mentor, walk) == frozenset()
    shares(walk, Kind.MOOD)
    assert queries.shared_with(cast.mentor, walk) == {Kind.MOOD}


def test_taking_back_counts_at_once_and_leaves_both_in_the_ledger(cast, walk):
    shares(walk, Kind.MOOD, Kind.SLEEP)
    shares(walk, Kind.SLEEP)
    assert queries.shared_with(cast.mentor, walk) == {Kind.SLEEP}
    (mood,) = Consent.objects.filter(kind=Kind.MOOD)
    assert (mood.is_live, mood.revoked_at is None, mood.to) == (False, False, cast.mentor)


def test_what_was_shared_with_somebody_kept_apart_is_listed_nowhere(cast, walk):
    shares(walk, Kind.MOOD)
    safety.keep_apart(by=cast.admin, person=cast.mentor, other=cast.mentee, reason="A court.")
    assert list(queries.ledger(cast.mentee)) == []
    assert queries.walks_of(cast.mentee) == []
    assert queries.readers_of(cast.mentee, AFTER_YES) == []
    assert queries.walks_that_share(cast.mentee, AFTER_YES) == []


def test_each_word_of_the_ledger_is_in_the_record(cast, walk):
    shares(walk, Kind.MOOD)
    stops(walk)
    events = Event.objects.filter(act__startswith="consent.").order_by("created_at")
    assert [event.act for event in events] == ["consent.give", "consent.take_back"]
    assert {event.person_id for event in events} == {cast.mentee.pk}


def test_a_consent_runs_out(cast, walk):
    actions.share(by=cast.mentee, kinds=[Kind.MOOD], mentorship=walk, days=30)
    with clock.pinned(clock.now() + timedelta(days=31)):
        assert queries.shared_with(cast.mentor, walk) == frozenset()
        assert queries.readers_of(cast.mentee, AFTER_YES) == []


def test_keeping_what_is_shared_writes_nothing_new(cast, walk):
    shares(walk)
    shares(walk)
    assert Consent.objects.filter(to=cast.mentor).count() == len(AFTER_YES)


def test_nothing_is_shared_once_they_part(cast, walk):
    shares(walk)
    walking.end(by=cast.mentor, mentorship=walk, reason="")
    walk.refresh_from_db()
    assert queries.shared_with(cast.mentor, walk) == frozenset()
    assert queries.readers_of(cast.mentee, AFTER_YES) == []


def test_nothing_is_shared_before_both_have_signed(cast):
    matched = mentorship.matched(cast)
    shares(matched)
    assert queries.shared_with(cast.mentor, matched) == frozenset()


def test_only_the_mentee_shares_and_only_what_can_be(cast, walk):
    with pytest.raises(Refused) as refused:
        actions.share(by=cast.mentor, kinds=[Kind.MOOD], mentorship=walk)
    assert refused.value.verdict.code == "not_yours"
    with pytest.raises(Refused) as refused:
        actions.share(by=cast.mentee, kinds=["legal_name"], mentorship=walk)
    assert refused.value.verdict.code == "not_shared_here"


@pytest.mark.parametrize("role", ["coordinator", "supervisor", "admin", "outsider", "facilitator"])
def test_nobody_else_finds_anything_shared(cast, walk, role, sign_in):
    shares(walk)
    person = cast.people[role]
    assert queries.shared_with(person, walk) == frozenset()
    assert sign_in(person).get(f"/walk/{walk.pk}/shared/").status_code == 404


def test_ticks_are_kept_and_taken_away_on_the_page(cast, walk, sign_in, act):
    browser = sign_in(cast.mentee)
    path, walking_with = "/me/sharing/walk/", {"mentorship": str(walk.pk), "days": "90"}
    assert act(browser, path, walking_with | {"kinds": ["mood", "plan"]}).status_code == 303
    assert queries.shared_with(cast.mentor, walk) == {Kind.MOOD, Kind.PLAN}
    page = browser.get("/me/sharing/").content.decode()
    assert page.count("checked") == len(TICKED_AT_FIRST) + 2
    assert act(browser, path, walking_with).status_code == 303
    assert queries.shared_with(cast.mentor, walk) == frozenset()
    assert "taken back" in browser.get("/me/sharing/").content.decode()


def test_a_tick_that_is_not_offered_comes_back(cast, walk, sign_in, act):
    answer = act(
        sign_in(cast.mentee),
        "/me/sharing/walk/",
        {"mentorship": str(walk.pk), "kinds": ["email"]},
    )
    assert answer.status_code == 422


def test_nobody_shares_in_another_ones_mentorship(cast, walk, sign_in, act):
    stranger = pools.waits(cast.program, "Wren Test").person
    answer = act(
        sign_in(stranger), "/me/sharing/walk/", {"mentorship": str(walk.pk), "kinds": ["mood"]}
    )
    assert answer.status_code == 404


def test_before_a_yes_the_usual_is_shared_with_whom_one_asks(cast):
    pools.asked(pools.answered(cast))
    assert queries.shared_before_yes(cast.mentee) == TICKED_AT_FIRST


def test_who_said_no_to_everything_shares_nothing_when_they_ask(cast):
    actions.share(by=cast.mentee, kinds=())
    pools.asked(pools.answered(cast))
    assert queries.shared_before_yes(cast.mentee) == frozenset()


def test_what_is_taken_back_after_asking_is_gone_from_the_request(cast, sign_in):
    pools.tell(cast.mentee, story="heron canary", substances=("opioids",))
    pools.tell(cast.mentor)
    actions.share(by=cast.mentee, kinds=BEFORE_YES)
    offer = pools.asked(cast)
    browser = sign_in(cast.mentor)
    before = browser.get(f"/requests/{offer.pk}/").content.decode()
    actions.share(by=cast.mentee, kinds=())
    after = browser.get(f"/requests/{offer.pk}/").content.decode()
    assert ("heron canary" in before, "heron canary" in after) == (True, False)
    assert ("pioids" in before, "pioids" in after) == (True, False)


def test_a_request_that_is_answered_shows_nothing_any_more(cast, sign_in):
    pools.tell(cast.mentee, story="heron canary")
    pools.tell(cast.mentor)
    offer = pools.asked(cast)
    matching.not_free(by=cast.mentor, offer=offer)
    page = sign_in(cast.mentor).get(f"/requests/{offer.pk}/").content.decode()
    assert "heron canary" not in page


def test_a_machine_reads_the_ledger_of_its_owner_alone(cast, walk):
    shares(walk, Kind.MOOD)
    (row,) = get_by_api(cast.mentee, "/consents").json()
    assert (row["kind"], row["to"], row["is_live"]) == ("mood", "Maple Test", True)
    assert get_by_api(cast.mentor, "/consents").json() == []


def test_the_form_of_a_check_in_says_who_will_see_it(cast, walk, sign_in):
    browser = sign_in(cast.mentee)
    for path in ("/", "/check-in/", "/plan/"):
        assert "Only you see this." in browser.get(path).content.decode(), path
    shares(walk, Kind.MOOD, Kind.WORDS)
    for path in ("/", "/check-in/", "/plan/"):
        page = browser.get(path).content.decode()
        assert "<bdi>Maple Test</bdi> sees: mood, your own words." in page, path
        assert "Only you see this." not in page, path


def test_a_consent_is_to_another(cast):
    assert Person.objects.filter(pk=cast.mentee.pk).exists()
    with pytest.raises(Exception, match="consent_is_to_another"):
        Consent.objects.create(
            organization=cast.mentee.organization,
            person=cast.mentee,
            to=cast.mentee,
            kind=Kind.MOOD,
            why=Consent.Why.WALKING,
            since=clock.now(),
            until=clock.now() + timedelta(days=1),
        )
