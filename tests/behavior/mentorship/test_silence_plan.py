"""A mentee's own plan for when they go quiet: after how many days, who, how, and who never."""

from datetime import UTC, datetime, timedelta

import pytest

from cairn.conversations import noticing
from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.mentorship import actions, listening
from cairn.mentorship.models import Mentorship, Silence, SilencePlan
from cairn.notifications.models import Notice
from cairn.people.models import Person
from tests.cast import Cast
from tests.factories import conversations, doors
from tests.factories import mentorship as mentorships

both_doors = pytest.mark.parametrize("door", doors.DOORS)
NEVER = "My landlord, and the heron club."
PLAN = {"after_days": 7, "who": "both", "how": "text", "never": NEVER, "words": "I may sleep."}
BEGUN = datetime(2026, 11, 2, 15, tzinfo=UTC)  # ten in the morning in New York


@pytest.fixture
def walk(cast: Cast) -> Mentorship:
    with clock.pinned(BEGUN - timedelta(days=1)):
        Notice.objects.all().delete()
    with clock.pinned(BEGUN):
        found = mentorships.begun(cast)
    Notice.objects.all().delete()
    return found


def planned(by: Person, moment: datetime = BEGUN, **other: object) -> SilencePlan:
    with clock.pinned(moment):
        return actions.plan_silence(by=by, **{**PLAN, **other})


def looked_at(moment: datetime) -> list[tuple[str, str]]:
    """Let the clock look at a moment; return who was told what since the last time."""
    with clock.pinned(moment):
        noticing.notice_silences()
    told = Notice.objects.filter(kind="mentorship.silence", seen_at=None)
    return sorted((notice.person.display_name, notice.path) for notice in told)


@both_doors
def test_a_mentee_keeps_a_plan_changes_it_and_takes_it_back(cast: Cast, door: str) -> None:
    def send(path: str, **said: object) -> int:
        if door == "page":
            return doors.by_page(cast.mentee, f"{path}/", said).status_code
        return doors.by_api(
            cast.mentee, path.replace("/silence", "/silence-plan", 1), said
        ).status_code

    good = 303 if door == "page" else 200
    assert [send("/silence", **PLAN), send("/silence", **{**PLAN, "after_days": 9})] == [good, good]
    plan = cast.mentee.silence_plan
    assert (plan.after_days, plan.who, plan.never, plan.words) == (9, "both", NEVER, "I may sleep.")
    assert [send("/silence/drop"), send("/silence/drop")] == [good, 403]
    plan.refresh_from_db()
    assert (plan.block, plan.dropped_at is None) == ({}, False)


@both_doors
@pytest.mark.parametrize("role", ["mentor", "coordinator", "outsider"])
def test_nobody_plans_for_somebody_else(cast: Cast, door: str, role: str) -> None:
    person = cast.people[role]
    path = "/silence/" if door == "page" else "/silence-plan"
    send = doors.by_page if door == "page" else doors.by_api
    assert send(person, path, PLAN).status_code == 404
    assert not SilencePlan.objects.exists()


@pytest.mark.parametrize("days", [0, 91])
def test_a_plan_is_for_one_to_ninety_days(cast: Cast, days: int) -> None:
    with pytest.raises(Refused) as refused:
        planned(cast.mentee, after_days=days)
    assert refused.value.verdict.code == "days"


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("mentor", ["Maple Test"]),
        ("staff", ["Sage Test"]),
        ("both", ["Maple Test", "Sage Test"]),
    ],
)
def test_whoever_the_plan_names_is_told_once_and_nobody_else(
    cast: Cast, walk: Mentorship, who: str, told: list[str]
) -> None:
    planned(cast.mentee, who=who)
    assert looked_at(BEGUN + timedelta(days=6)) == []
    expected = [(name, f"/walk/{walk.pk}/") for name in told]
    for hours in (0, 1, 30):
        assert looked_at(BEGUN + timedelta(days=7, hours=hours)) == expected


def test_days_are_those_of_the_mentee_across_a_change_of_the_clocks(cast: Cast) -> None:
    plan = SilencePlan(after_days=7)
    zone = "America/New_York"
    sign = datetime(2026, 10, 29, 3, 30, tzinfo=UTC)  # the 28th there, half past eleven at night
    morning = datetime(2026, 11, 4, 14, 0, tzinfo=UTC)  # nine in winter, a week later by the wall
    assert not listening.is_due(plan, sign, morning - timedelta(minutes=1), zone)
    assert listening.is_due(plan, sign, morning, zone)
    spring = datetime(2027, 3, 8, 4, 30, tzinfo=UTC)  # the 7th there, before the clocks go on
    summer = datetime(2027, 3, 14, 13, 0, tzinfo=UTC)  # nine in summer
    assert not listening.is_due(plan, spring, summer - timedelta(minutes=1), zone)
    assert listening.is_due(plan, spring, summer, zone)


@pytest.mark.parametrize("sign", ["message", "meeting", "commitment", "thought"])
def test_any_sign_of_the_mentee_begins_the_days_anew(
    cast: Cast, walk: Mentorship, sign: str
) -> None:
    planned(cast.mentee, who="mentor")
    with clock.pinned(BEGUN + timedelta(days=5)):
        if sign == "message":
            conversations.written(conversations.of(walk), cast.mentee, "Here I am.")
        elif sign == "meeting":
            mentorships.first_meeting(walk)
        elif sign == "commitment":
            actions.commit(by=cast.mentee, mentorship=walk, words="Walk.")
        else:
            actions.think_of(by=cast.mentee, mentorship=walk)
    assert looked_at(BEGUN + timedelta(days=8)) == []
    assert len(looked_at(BEGUN + timedelta(days=12))) == 1


def test_a_message_of_the_mentor_is_no_sign_of_the_mentee(cast: Cast, walk: Mentorship) -> None:
    planned(cast.mentee, who="mentor")
    with clock.pinned(BEGUN + timedelta(days=5)):
        conversations.written(conversations.of(walk), cast.mentor, "How are you?")
    assert len(looked_at(BEGUN + timedelta(days=8))) == 1


def test_a_sign_settles_it_and_takes_the_notice_back(cast: Cast, walk: Mentorship) -> None:
    planned(cast.mentee)
    assert len(looked_at(BEGUN + timedelta(days=8))) == 2
    with clock.pinned(BEGUN + timedelta(days=9)):
        actions.think_of(by=cast.mentee, mentorship=walk)
    assert looked_at(BEGUN + timedelta(days=9, hours=3)) == []
    silence = walk.silences.get()
    assert (silence.settled_at is None, silence.settled_by) == (False, None)


@both_doors
@pytest.mark.parametrize("role", ["mentor", "coordinator", "mentee"])
def test_whoever_got_in_touch_says_so_and_the_days_begin_anew(
    cast: Cast, walk: Mentorship, door: str, role: str
) -> None:
    planned(cast.mentee)
    looked_at(BEGUN + timedelta(days=8))
    silence, by = walk.silences.get(), cast.people[role]
    path = (
        f"/silence/{silence.pk}/reached/" if door == "page" else f"/silences/{silence.pk}/reached"
    )
    send = doors.by_page if door == "page" else doors.by_api
    with clock.pinned(BEGUN + timedelta(days=9)):
        assert send(by, path, {}).status_code in (200, 303)
        assert send(by, path, {}).status_code == 403
    silence.refresh_from_db()
    assert silence.settled_by == by
    assert looked_at(BEGUN + timedelta(days=15)) == []
    assert len(looked_at(BEGUN + timedelta(days=16))) == 2


def test_the_days_begin_with_the_plan_at_the_earliest(cast: Cast, walk: Mentorship) -> None:
    planned(cast.mentee, BEGUN + timedelta(days=30), who="mentor")
    assert looked_at(BEGUN + timedelta(days=36)) == []
    assert len(looked_at(BEGUN + timedelta(days=37))) == 1


@pytest.mark.parametrize("how", ["changed", "taken back"])
def test_whoever_changes_the_plan_or_takes_it_back_is_here(
    cast: Cast, walk: Mentorship, how: str
) -> None:
    planned(cast.mentee)
    assert len(looked_at(BEGUN + timedelta(days=7))) == 2
    if how == "changed":
        planned(cast.mentee, BEGUN + timedelta(days=8), who="staff")
    else:
        actions.drop_silence(by=cast.mentee)
    assert not Notice.objects.filter(kind="mentorship.silence", seen_at=None)
    assert walk.silences.get().settled_by == cast.mentee


def test_silence_ends_nothing(cast: Cast, walk: Mentorship) -> None:
    planned(cast.mentee)
    looked_at(BEGUN + timedelta(days=400))
    walk.refresh_from_db()
    assert walk.ended_at is None


def test_without_a_plan_and_after_the_end_nothing_is_noticed(cast: Cast, walk: Mentorship) -> None:
    assert looked_at(BEGUN + timedelta(days=60)) == []
    planned(cast.mentee)
    actions.drop_silence(by=cast.mentee)
    assert looked_at(BEGUN + timedelta(days=61)) == []
    planned(cast.mentee)
    actions.end(by=cast.mentor, mentorship=walk, reason="")
    assert looked_at(BEGUN + timedelta(days=62)) == []
    assert not Silence.objects.exists()


@pytest.mark.parametrize(("who", "readers"), [("mentor", ["mentor"]), ("staff", ["coordinator"])])
def test_only_whoever_reaches_out_reads_the_plan_and_only_then(
    cast: Cast, walk: Mentorship, sign_in, who: str, readers: list[str]
) -> None:
    planned(cast.mentee, who=who)
    path = f"/walk/{walk.pk}/"

    def read_by() -> list[str]:
        people = {role: cast.people[role] for role in ("mentee", "mentor", "coordinator")}
        pages = {role: sign_in(who).get(path).content.decode() for role, who in people.items()}
        return [role for role, page in pages.items() if "heron" in page]

    assert read_by() == []
    looked_at(BEGUN + timedelta(days=8))
    assert read_by() == readers


def test_the_coordinator_finds_it_on_today(cast: Cast, walk: Mentorship, sign_in) -> None:
    planned(cast.mentee, who="staff")
    looked_at(BEGUN + timedelta(days=8))
    assert "asked you to reach out" in sign_in(cast.coordinator).get("/").content.decode()
    SilencePlan.objects.update(who="mentor")
    assert "asked you to reach out" not in sign_in(cast.coordinator).get("/").content.decode()
