"""A mentor suggests a line for a plan that is shared; the mentee takes it, or leaves it."""

import pytest

from cairn.consent.kinds import Kind
from cairn.core.verdict import Refused
from cairn.mentorship import actions as walking
from cairn.notifications.models import Notice
from cairn.recovery import actions
from cairn.recovery.models import Suggestion
from cairn.recovery.parts import Idea
from cairn.recovery.policies import MOST_WAITING
from cairn.safety import actions as safety
from tests.factories import consent, doors, mentorship, recovery

IDEA = Idea("hours", "steps", "Text me one word.")
both_doors = pytest.mark.parametrize("door", doors.DOORS)


@pytest.fixture
def walk(cast, noon):
    """A walk whose mentee has a plan, and shares it."""
    walk = mentorship.met(cast)
    recovery.plan(cast.mentee, "Walk.")
    consent.shares(walk, Kind.PLAN)
    return walk


def suggest(walk, idea=IDEA) -> Suggestion:
    return actions.suggest(by=walk.mentor, walk=walk, idea=idea)


def _suggest_by(door, walk):
    if door == "page":
        form = {"mentorship": str(walk.pk), "place": "hours:steps", "words": IDEA.words}
        return doors.by_page(walk.mentor, "/plan/ideas/", form)
    body = {"mentorship_id": str(walk.pk), "plan": "hours", "section": "steps"}
    return doors.by_api(walk.mentor, "/ideas", body | {"words": IDEA.words})


def _settle_by(door, suggestion, how):
    if door == "page":
        return doors.by_page(suggestion.person, f"/plan/ideas/{suggestion.pk}/{how}/", {})
    return doors.by_api(suggestion.person, f"/ideas/{suggestion.pk}/{how}", {})


@both_doors
def test_a_mentor_suggests_and_the_mentee_reads_it_and_is_told(cast, walk, sign_in, door):
    assert _suggest_by(door, walk).status_code in (201, 303)
    page = sign_in(cast.mentee).get("/plan/hours/").content.decode()
    assert IDEA.words in page
    told = Notice.objects.get(person=cast.mentee, kind="recovery.idea")
    assert (told.path, told.other) == ("/plan/hours/", cast.mentor)


@both_doors
def test_a_line_that_is_taken_is_the_last_of_its_section_in_a_new_version(cast, walk, door):
    _settle_by(door, suggest(walk), "take")
    newest = cast.mentee.plans.latest("version")
    assert (newest.version, newest.block) == (2, {"steps": ["Walk.", IDEA.words]})
    assert newest.idea.by == cast.mentor
    assert not Suggestion.objects.open().exists()


@both_doors
def test_a_line_that_is_left_changes_nothing_and_nobody_is_told(cast, walk, door):
    suggestion, before = suggest(walk), Notice.objects.filter(person=cast.mentor).count()
    _settle_by(door, suggestion, "leave")
    assert cast.mentee.plans.count() == 1
    assert Notice.objects.filter(person=cast.mentor).count() == before
    assert not Suggestion.objects.open().exists()


def test_the_notice_goes_once_it_is_settled(cast, walk):
    actions.leave_suggestion(by=cast.mentee, suggestion=suggest(walk))
    told = Notice.objects.filter(person=cast.mentee, kind="recovery.idea")
    assert not told.unseen().exists()


def test_the_same_is_settled_once(cast, walk):
    suggestion = suggest(walk)
    actions.take_suggestion(by=cast.mentee, suggestion=suggestion)
    stale = Suggestion.objects.get(pk=suggestion.pk)
    stale.settled_at = None
    with pytest.raises(Refused) as refused:
        actions.leave_suggestion(by=cast.mentee, suggestion=stale)
    assert refused.value.verdict.code == "settled"


@pytest.mark.parametrize(
    ("idea", "code"),
    [
        (Idea("safe", "signs", "You go quiet."), "not_shared"),
        (Idea("hours", "people", "Aunt"), "no_line"),
        (Idea("hours", "nowhere", "Walk."), "no_line"),
        (Idea("hours", "steps", "  "), "no_line"),
        (Idea("hours", "steps", "x" * 401), "too_long"),
    ],
)
def test_nothing_else_can_be_suggested(walk, idea, code):
    with pytest.raises(Refused) as refused:
        suggest(walk, idea)
    assert refused.value.verdict.code == code


def test_only_a_few_wait_at_once(walk):
    for _number in range(MOST_WAITING):
        suggest(walk)
    with pytest.raises(Refused) as refused:
        suggest(walk)
    assert refused.value.verdict.code == "many_wait"


def test_a_mentee_does_not_suggest_to_themselves(cast, walk):
    with pytest.raises(Refused):
        actions.suggest(by=cast.mentee, walk=walk, idea=IDEA)


def test_nothing_is_suggested_once_it_is_shared_no_longer(walk):
    consent.stops(walk)
    with pytest.raises(Refused):
        suggest(walk)


def test_the_mentor_can_not_tell_what_waits_from_what_was_left(cast, walk, sign_in):
    suggestion, path = suggest(walk), f"/walk/{walk.pk}/shared/"
    pages = [sign_in(cast.mentor).get(path).content.decode()]
    actions.leave_suggestion(by=cast.mentee, suggestion=suggestion)
    pages.append(sign_in(cast.mentor).get(path).content.decode())
    assert [IDEA.words in page for page in pages] == [False, False]


def test_an_idea_stays_after_the_walk_and_goes_with_a_block(cast, walk, sign_in):
    suggest(walk)
    walking.end(by=cast.mentor, mentorship=walk, reason="")
    assert IDEA.words in sign_in(cast.mentee).get("/plan/hours/").content.decode()
    safety.block(by=cast.mentee, person=cast.mentor)
    assert IDEA.words not in sign_in(cast.mentee).get("/plan/hours/").content.decode()


def test_a_form_that_says_nothing_comes_back_with_the_page(cast, walk, sign_in, act):
    form = {"mentorship": str(walk.pk), "place": "hours:steps", "words": ""}
    answer = act(sign_in(cast.mentor), "/plan/ideas/", form)
    assert answer.status_code == 422
    assert "Walk." in answer.content.decode()


def test_an_idea_that_was_taken_is_named_among_the_versions(cast, walk, sign_in):
    actions.take_suggestion(by=cast.mentee, suggestion=suggest(walk))
    page = sign_in(cast.mentee).get("/plan/hours/versions/").content.decode()
    assert "an idea from" in page
