"""What a mentor reads of somebody they walk with, and is told of: what is shared, when it is."""

import pytest

from cairn.consent.kinds import AFTER_YES, Kind
from cairn.notifications.models import Notice
from cairn.notifications.tasks import mail_notice
from cairn.recovery import actions
from cairn.recovery.support import CheckIn
from cairn.recovery.tasks import tell_mentors
from tests.factories import matching as pools
from tests.factories import mentorship, recovery
from tests.factories.consent import shares, stops

SAID = {
    Kind.MOOD: "very low",
    Kind.CRAVING: "slight",
    Kind.CONNECTION: "rather alone",
    Kind.SLEEP: "poor",
    Kind.WORDS: "heron canary",
    Kind.PLAN: "walk to the weir",
    Kind.SAFETY: "I give things away",
    Kind.STRETCHES: "Since",
    Kind.STONES: "First check-in",
    Kind.ANSWERS: "opioids",
}


@pytest.fixture
def walk(cast, noon):
    """A walk whose mentee has written all there is to share."""
    pools.tell(cast.mentee, substances=("opioids",))
    walk = mentorship.met(cast)
    answers = CheckIn(mood=1, craving=2, connection=2, sleep=2)
    actions.check_in(by=cast.mentee, answers=answers, words="heron canary")
    recovery.plan(cast.mentee, "walk to the weir")
    recovery.safety_plan(cast.mentee, "I give things away")
    actions.begin_stretch(by=cast.mentee, started_on=noon.date())
    return walk


def read(cast, walk, sign_in) -> set[str]:
    page = sign_in(cast.mentor).get(f"/walk/{walk.pk}/shared/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return {kind for kind, words in SAID.items() if words in main}


def test_every_kind_has_its_words(cast):
    assert set(SAID) == set(AFTER_YES)


def test_a_mentor_reads_nothing_that_is_not_shared(cast, walk, sign_in):
    assert read(cast, walk, sign_in) == set()


@pytest.mark.parametrize("kind", AFTER_YES)
def test_a_mentor_reads_the_kind_that_is_shared_and_no_other(cast, walk, sign_in, kind):
    shares(walk, kind)
    assert read(cast, walk, sign_in) == {kind}


def test_a_mentor_reads_nothing_from_the_next_page_on_once_it_is_taken_back(cast, walk, sign_in):
    shares(walk)
    assert read(cast, walk, sign_in) == set(AFTER_YES)
    stops(walk)
    assert read(cast, walk, sign_in) == set()


def told(cast) -> int:
    return Notice.objects.filter(person=cast.mentor, kind="consent.shared").count()


def check_in(cast):
    kept = actions.check_in(by=cast.mentee, answers=CheckIn(mood=2))
    return {"organization_id": str(kept.organization_id), "check_in_id": str(kept.pk)}


def test_a_mentor_is_told_of_a_check_in_that_is_shared_once_until_they_look(cast, walk, sign_in):
    shares(walk, Kind.MOOD)
    for _time in range(2):
        tell_mentors(**check_in(cast))
    assert told(cast) == 1
    read(cast, walk, sign_in)
    assert (
        Notice.objects.filter(person=cast.mentor, kind="consent.shared", seen_at=None).count() == 0
    )


def test_the_job_asks_again_when_it_runs(cast, walk):
    shares(walk, Kind.MOOD)
    job = check_in(cast)
    stops(walk)
    tell_mentors(**job)
    assert told(cast) == 0


def test_a_mentor_is_not_told_of_what_is_not_shared(cast, walk):
    shares(walk, Kind.SLEEP)
    tell_mentors(**check_in(cast))
    assert told(cast) == 0


def test_a_notice_is_withdrawn_and_not_mailed_once_it_is_taken_back(cast, walk, mailoutbox):
    cast.mentor.email = "maple@example.org"
    cast.mentor.save()
    shares(walk, Kind.MOOD)
    tell_mentors(**check_in(cast))
    notice = Notice.objects.get(person=cast.mentor, kind="consent.shared")
    stops(walk)
    mail_notice(organization_id=str(notice.organization_id), notice_id=str(notice.pk))
    assert mailoutbox == []
