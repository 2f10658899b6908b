"""The board says of every pair what it needs, the most pressing first, and no times or counts."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from cairn.conversations import quiet
from cairn.core import clock
from cairn.home import pairs
from cairn.home.pairs import Needs, board_of
from cairn.mentorship import actions
from cairn.mentorship.models import Mentorship, Silence, SupportContact, Turn
from tests import statements
from tests.cast import Cast
from tests.factories import conversations, mentorship
from tests.factories import matching as pools


@pytest.fixture
def walks(cast: Cast) -> dict[Needs, Mentorship]:
    """A pair of each need in the program of the cast, the least pressing made first."""
    made = {needs: _pair(cast, needs.name.title()) for needs in reversed(Needs)}
    for needs, walk in made.items():
        if needs != Needs.SIGNING:
            mentorship.signed_by_both(walk)
        if needs not in (Needs.SIGNING, Needs.MEETING):
            mentorship.first_meeting(walk)
    owed = made[Needs.CONTACT].contacts.order_by("due_on").first()
    SupportContact.objects.filter(pk=owed.pk).update(due_on=owed.due_on - timedelta(days=30))
    _keep_silent(made[Needs.QUIET], timedelta(days=quiet.AFTER_DAYS))
    _ask_to_reach_out(made[Needs.REACHING])
    _miss(made[Needs.MISSED])
    return made


def _ask_to_reach_out(walk: Mentorship) -> None:
    """Let the mentee have asked staff to reach out when they go quiet, and have done so."""
    actions.plan_silence(by=walk.mentee, after_days=7, who="staff", how="call")
    now = clock.now()
    Silence.objects.create(organization_id=walk.organization_id, mentorship=walk, noticed_at=now)


def _miss(walk: Mentorship) -> None:
    meeting = mentorship.agreed(walk, hours=1)
    with clock.pinned(clock.now() + timedelta(hours=2)):
        actions.say(by=walk.mentor, meeting=meeting, said=Turn.Kind.MISSED)


def _pair(cast: Cast, name: str) -> Mentorship:
    waits = pools.waits(cast.program, f"Fern {name}")
    offers = pools.offers_places(cast.program, f"Alder {name}")
    return mentorship.pair(cast.program, waits.person, offers.person)


def _keep_silent(walk: Mentorship, since: timedelta) -> None:
    """Let all that happened between the two lie so long ago."""
    then = clock.now() - since
    Mentorship.objects.filter(pk=walk.pk).update(begun_at=then)
    walk.meetings.update(starts_at=then, ends_at=then + timedelta(hours=1))


def test_every_pair_stands_under_what_it_needs_the_most_pressing_first(cast, walks) -> None:
    board = board_of(cast.coordinator)
    assert [(pair.mentorship, pair.needs) for pair in board.pairs] == [
        (walks[needs], needs) for needs in Needs
    ]


@pytest.mark.parametrize("needs", Needs)
def test_one_need_alone_is_shown_when_it_is_asked_for(cast, walks, needs) -> None:
    board = board_of(cast.coordinator, pairs.needs_called(needs.code))
    assert [pair.mentorship for pair in board.pairs] == [walks[needs]]


def test_a_pair_that_ended_stands_there_no_more(cast, walks) -> None:
    Mentorship.objects.update(ended_at=clock.now())
    assert board_of(cast.coordinator).pairs == []


def test_a_meeting_later_than_the_silence_lets_a_pair_be_quiet_no_more(cast, walks) -> None:
    walk = walks[Needs.QUIET]
    then = clock.now() - timedelta(days=quiet.AFTER_DAYS, hours=-1)
    walk.meetings.update(starts_at=then, ends_at=then + timedelta(minutes=30))
    assert walk not in _mentorships(board_of(cast.coordinator, Needs.QUIET))


def test_a_message_lets_a_pair_be_quiet_no_more(cast, walks) -> None:
    walk = walks[Needs.QUIET]
    conversations.written(conversations.of(walk), walk.mentor, "Thinking of you.")
    assert walks[Needs.QUIET] not in _mentorships(board_of(cast.coordinator, Needs.QUIET))


def test_staff_who_walk_with_somebody_do_not_find_their_own_pair(cast) -> None:
    mentorship.matched(cast)
    Mentorship.objects.update(mentor=cast.coordinator)
    assert board_of(cast.coordinator).pairs == []


@pytest.mark.parametrize("role", ["facilitator", "house_lead", "outsider"])
def test_nobody_else_finds_a_pair(cast, walks, role) -> None:
    assert board_of(getattr(cast, role)).pairs == []


def test_pages_follow_each_other_without_a_gap_or_a_repeat(cast, walks, monkeypatch) -> None:
    monkeypatch.setattr(pairs, "PAGE", 2)
    seen, after = [], None
    for _ in range(len(walks)):
        page = board_of(cast.coordinator, after=after)
        seen += _mentorships(page)
        after = page.more
        if after is None:
            break
    assert seen == [walks[needs] for needs in Needs]


def test_a_page_is_one_query_however_many_pairs_there_are(cast, walks) -> None:
    with statements.gathered() as asked:
        board_of(cast.coordinator)
    assert len(asked) <= 2  # whom the reader is kept from, and the board


def test_the_page_says_that_a_pair_is_quiet_and_not_since_when(cast, sign_in, walks) -> None:
    page = sign_in(cast.coordinator).get(f"{reverse('pairs')}?need=quiet").content.decode()
    told = re.sub("<[^>]*>", " ", page.partition("<table")[2].partition("</table>")[0])
    assert "Fern Quiet" in told
    assert "It has gone quiet" in told
    assert re.findall(r"\d", told) == []


def test_what_means_nothing_shows_all(cast, sign_in, walks) -> None:
    page = sign_in(cast.coordinator).get(f"{reverse('pairs')}?need=nonsense&before=x")
    assert page.content.decode().count('class="tag"') == len(walks)


def _mentorships(page: pairs.Page) -> list[Mentorship]:
    return [pair.mentorship for pair in page.pairs]
