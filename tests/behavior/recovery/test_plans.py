"""Plans of one's own: built part by part, in versions of which none is lost."""

from html import escape

import pytest
from django.db import Error, connection

from cairn.audit.models import Event
from cairn.consent.kinds import Kind
from cairn.recovery.models import WrittenPlan
from cairn.recovery.parts import MOST_PEOPLE, PARTS, PlanKind
from cairn.safety.lines import lines_for
from tests.factories import consent, mentorship, recovery

ASH = {"name": "Ash", "phone": "555 0100", "hours": "any", "says": "Wake me."}


def shown(client, path) -> str:
    page = client.get(path).content.decode()
    return page[page.index("<main") : page.index("</main>")]


@pytest.mark.parametrize("kind", PlanKind)
def test_a_plan_that_is_not_written_says_what_will_be_there(cast, sign_in, kind):
    page = shown(sign_in(cast.mentee), f"/plan/{kind}/")
    assert "will be here" in page
    assert [f"/plan/{kind}/{n}/" in page for n in range(1, len(PARTS[kind]) + 1)] == [True] * len(
        PARTS[kind]
    )


@pytest.mark.parametrize("kind", PlanKind)
def test_each_part_leads_to_the_next_and_the_last_to_the_plan(cast, sign_in, act, kind):
    client, last = sign_in(cast.mentee), len(PARTS[kind])
    places = {f"{key}_{n}-place": str(n) for key in ("people", "helpers") for n in (1, 2)}
    for number in range(1, last + 1):
        answer = act(client, f"/plan/{kind}/{number}/", places)
        there = f"/plan/{kind}/{number + 1}/" if number < last else f"/plan/{kind}/"
        assert (answer.status_code, answer["Location"]) == (303, there)


def test_one_may_stop_after_any_part(cast, sign_in, act):
    answer = act(sign_in(cast.mentee), "/plan/hours/2/", {"signs": "I hide.", "stop": "1"})
    assert answer["Location"] == "/plan/hours/"
    assert cast.mentee.plans.get().block == {"signs": ["I hide."]}


@pytest.mark.parametrize("path", ["/plan/hours/0/", "/plan/hours/6/", "/plan/no/", "/plan/no/1/"])
def test_there_is_no_other_plan_and_no_other_part(cast, sign_in, path):
    assert sign_in(cast.mentee).get(path).status_code == 404


def test_what_was_typed_is_still_there_when_a_number_is_none(cast, sign_in, act):
    form = {"people_1-name": "Ash", "people_1-phone": "ring her", "people_1-place": "1"}
    answer = act(sign_in(cast.mentee), "/plan/hours/4/", form | {"people_2-place": "2"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Ash"' in page
    assert 'value="ring her"' in page


def test_a_part_written_keeps_the_others_and_the_versions_before(cast, sign_in, act):
    client = sign_in(cast.mentee)
    for steps in ("Walk.", "Breathe."):
        act(client, "/plan/hours/3/", {"steps": steps})
    act(client, "/plan/hours/5/", {"places": "The weir."})
    plans = cast.mentee.plans.order_by("version")
    assert [(plan.version, plan.block) for plan in plans] == [
        (1, {"steps": ["Walk."]}),
        (2, {"steps": ["Breathe."]}),
        (3, {"steps": ["Breathe."], "places": ["The weir."]}),
    ]


def test_what_changes_nothing_makes_no_version(cast):
    assert recovery.plan(cast.mentee, "Walk.").pk == recovery.plan(cast.mentee, " Walk. ").pk


def test_the_versions_say_when_and_what_changed(cast, sign_in, noon):
    recovery.plan(cast.mentee, "Walk.")
    recovery.plan(cast.mentee, "Walk.", places=["The weir."])
    page = shown(sign_in(cast.mentee), "/plan/hours/versions/")
    rows = page.split("<li>")[1:]
    assert ["Where to go" in row for row in rows] == [True, False]
    assert ["What helps" in row for row in rows] == [False, True]


def test_an_older_version_is_read_as_it_was_and_used_again(cast, sign_in, act):
    old = recovery.plan(cast.mentee, "Walk.")
    recovery.plan(cast.mentee, "Breathe.", places=["The weir."])
    client, path = sign_in(cast.mentee), f"/plan/versions/{old.pk}/"
    page = shown(client, path)
    assert ("Walk." in page, "Breathe." in page) == (True, False)
    assert act(client, path)["Location"] == "/plan/hours/"
    blocks = [plan.block for plan in cast.mentee.plans.order_by("version")]
    assert len(blocks) == 3
    assert blocks[2] == blocks[0]


def test_a_plan_of_another_is_not_there(cast, sign_in):
    plan = recovery.plan(cast.mentee, "Walk.")
    assert sign_in(cast.mentor).get(f"/plan/versions/{plan.pk}/").status_code == 404


def test_no_version_is_ever_changed_or_removed(cast):
    plan = recovery.plan(cast.mentee, "Walk.")
    with pytest.raises(Error, match="never changed"):
        WrittenPlan.objects.filter(pk=plan.pk).update(version=7)


def test_a_plan_stands_in_no_readable_form_in_the_database(cast):
    recovery.plan(cast.mentee, "heron canary")
    with connection.cursor() as cursor:
        cursor.execute("select encode(block, 'escape') from recovery_copingplan")
        assert "heron" not in cursor.fetchone()[0]


def test_people_are_asked_for_one_more_than_are_there_up_to_what_fits(cast, sign_in):
    client, asked = sign_in(cast.mentee), []
    for count in (0, 1, 3, MOST_PEOPLE):
        recovery.plan(cast.mentee, people=[ASH | {"name": f"Ash {n}"} for n in range(count)])
        asked.append(shown(client, "/plan/hours/4/").count("<legend"))
    assert asked == [2, 2, 4, MOST_PEOPLE]


def test_a_plan_is_read_whole_with_numbers_that_dial(cast, sign_in):
    recovery.plan(cast.mentee, "Walk.", people=[ASH], when=["Fridays"])
    page = shown(sign_in(cast.mentee), "/plan/hours/")
    assert all(words in page for words in ("Walk.", "Fridays", 'href="tel:5550100"', "Wake me."))


def test_the_plan_to_stay_safe_brings_the_lines_of_the_place(cast, sign_in):
    recovery.safety_plan(cast.mentee, "I give things away.")
    page = shown(sign_in(cast.mentee), "/plan/safe/")
    assert all(escape(line.name) in page for line in lines_for("US"))


def test_the_page_for_support_leads_to_ones_own_plan_once_signed_in(cast, sign_in, client):
    assert 'href="/plan/safe/"' in sign_in(cast.mentee).get("/support/").content.decode()
    assert 'href="/plan/safe/"' not in client.get("/support/").content.decode()


def test_what_is_written_says_who_will_read_it(cast, sign_in):
    walk = mentorship.met(cast)
    client = sign_in(cast.mentee)
    assert "Only you see this." in shown(client, "/plan/safe/1/")
    consent.shares(walk, Kind.SAFETY)
    assert "sees: your plan to stay safe" in shown(client, "/plan/safe/1/")
    assert "Only you see this." in shown(client, "/plan/hours/1/")


def test_the_person_to_reach_is_the_first_who_answers_at_this_hour(cast, sign_in, act, noon):
    """It is morning in New York: who answers in the evening does not now."""
    bay = {"name": "Bay", "phone": "555 0101", "hours": "evening"}
    recovery.plan(cast.mentee, "Walk.", people=[bay, ASH])
    page = act(sign_in(cast.mentee), "/check-in/", {"craving": "5"}).content.decode()
    assert page.index("tel:5550100") < page.index("tel:5550101")
    assert "Wake me." in page
    assert "From 5 p.m. they answer calls." in page


def test_writing_is_in_the_record(cast):
    plan = recovery.plan(cast.mentee, "Walk.")
    event = Event.objects.get(act="recovery.write_plan")
    assert (event.actor_id, event.about, event.person_id) == (
        cast.mentee.pk,
        plan.pk,
        cast.mentee.pk,
    )
