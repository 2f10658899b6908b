"""A roster comes into a program: whole or not at all, and never an address in the open."""

import json
import os
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from psycopg import sql

from cairn.audit.models import Event
from cairn.core.verdict import Refused
from cairn.core.walls import acting_in
from cairn.interop import actions
from cairn.matching import actions as matching
from cairn.matching.queries.pool import pool_of
from cairn.people import actions as people
from cairn.people.keys import store as keys
from cairn.people.keys.models import WrappedKey
from cairn.people.models import Avoidance, Person, Profile
from cairn.people.operators import Operator
from cairn.programs.models import Enrollment
from tests import cast as casting
from tests.factories.interop import mentee, mentor, roster_file

_ALL_OF = sql.SQL("select to_jsonb(t)::text from {} t")
SAMPLES = Path(os.environ.get("CAIRN_SAMPLES", ""))
with_samples = pytest.mark.skipif(
    not os.environ.get("CAIRN_SAMPLES"), reason="CAIRN_SAMPLES names no folder"
)


def bring_in(cast, *rows, **options):
    return actions.import_roster(
        by=cast.coordinator, program=cast.program, data=roster_file(*rows), **options
    )


def counts(outcome):
    return (outcome.created, outcome.updated, outcome.unchanged, outcome.refused)


def places(cast):
    return Enrollment.objects.filter(program=cast.program).exclude(ref="")


def test_a_mentee_is_enrolled_with_everything_the_row_says(cast, noon):
    bring_in(
        cast,
        mentee(
            email="rowan@example.org",
            languages="es;en",
            time_zone="America/Denver",
            substances="alcohol",
            waiting_since="2026-08-17",
        ),
    )
    place = places(cast).select_related("person").get()
    assert (place.side, place.ref, place.waiting_since) == ("mentee", "E1", date(2026, 8, 17))
    person = place.person
    assert (person.display_name, person.email) == ("Rowan E1", "rowan@example.org")
    assert (person.language, person.time_zone) == ("es", "America/Denver")
    assert (person.account_id, person.joined_at) == (None, None)
    answers = Profile.objects.get(person=person).answers
    assert (answers.languages, answers.substances) == (("es", "en"), ("alcohol",))


def test_a_mentor_is_enrolled_with_places_and_readiness(cast, noon):
    bring_in(
        cast,
        mentor(capacity="3", caseload="1", cleared="yes", trained="no", paused="yes")
        | {"recovery_since": "2019-04-01"},
    )
    place = places(cast).get()
    assert (place.capacity, place.caseload_elsewhere) == (3, 1)
    assert (place.cleared_at, place.trained_at, place.paused_at) == (noon, None, noon)
    assert place.recovery_since == "2019-04-01"


def test_someone_with_both_roles_has_two_places(cast, noon):
    bring_in(cast, mentee(role="mentee;mentor"))
    assert sorted(place.side for place in places(cast)) == ["mentee", "mentor"]
    assert len({place.person_id for place in places(cast)}) == 1


def test_importing_twice_writes_nothing_the_second_time(cast, noon):
    rows = [mentee(email="rowan@example.org", never="R1", household="elm"), mentor(cleared="yes")]
    first = bring_in(cast, *rows)
    with CaptureQueriesContext(connection) as queries:
        again = bring_in(cast, *rows)
    assert (counts(first), counts(again)) == ((2, 0, 0, 0), (0, 0, 2, 0))
    inserts = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))]
    assert ['"audit_event"' in insert for insert in inserts] == [True]


def test_a_dry_run_says_what_the_import_does_and_makes_nothing(cast, noon):
    before = (Person.objects.count(), WrappedKey.objects.count(), Event.objects.count())
    rows = [mentee(email="rowan@example.org"), mentor(never="ghost")]
    tried = bring_in(cast, *rows, dry_run=True)
    assert (Person.objects.count(), WrappedKey.objects.count(), Event.objects.count()) == before
    done = bring_in(cast, *rows)
    assert counts(tried) == counts(done) == (2, 0, 0, 0)
    assert [str(word) for word in tried.cautions] == [str(word) for word in done.cautions]


def test_one_refused_row_stops_the_whole(cast, noon):
    outcome = bring_in(cast, mentee(), mentor(role="janitor"))
    assert counts(outcome) == (0, 0, 0, 1)
    assert places(cast).count() == 0


def test_refused_rows_are_left_out_when_asked(cast, noon):
    outcome = bring_in(cast, mentee(), mentor(role="janitor"), skip_refused=True)
    assert counts(outcome) == (1, 0, 0, 1)
    assert [place.ref for place in places(cast)] == ["E1"]


def test_a_column_that_the_file_lacks_leaves_what_is_there(cast, noon):
    bring_in(cast, mentor(email="maple@example.org", capacity="3", cleared="yes", gender="woman"))
    outcome = bring_in(cast, mentor(display_name="Maple Again"))
    place = places(cast).select_related("person").get()
    assert counts(outcome) == (0, 1, 0, 0)
    assert (place.person.display_name, place.person.email) == ("Maple Again", "maple@example.org")
    assert (place.capacity, place.cleared_at) == (3, noon)
    assert Profile.objects.get(person=place.person).answers.gender == "woman"


def test_clearance_keeps_the_day_it_was_given(cast, noon):
    bring_in(cast, mentor(cleared="yes", capacity="1"))
    earlier = places(cast).get().cleared_at
    bring_in(cast, mentor(cleared="yes", capacity="2"))
    assert places(cast).get().cleared_at == earlier


def test_whom_a_person_must_never_meet_is_kept_as_people_under_their_own_key(cast, noon):
    bring_in(cast, mentee(never="R1", household="elm"), mentor())
    ids = {place.ref: place.person_id for place in places(cast)}
    [avoidance] = Avoidance.objects.all()
    assert avoidance.person_id == ids["E1"]
    assert (avoidance.persons, avoidance.in_roster(cast.program.pk)["household"]) == (
        {str(ids["R1"])},
        "elm",
    )


def test_what_one_programs_roster_keeps_apart_another_does_not_bring_together(cast, noon):
    here = [
        mentee("E1", email="a@example.org", never="R1", household="elm"),
        mentor("R1", email="b@example.org"),
    ]
    there = [
        mentee("M1", display_name="Rowan E1", email="a@example.org", never="", household=""),
        mentor("M2", display_name="Maple R1", email="b@example.org"),
    ]
    other = casting.make_program(cast.program.organization, "Morning program")
    bring_in(cast, *here)
    for expected in ((2, 0, 0, 0), (0, 0, 2, 0)):
        data = roster_file(*there)
        outcome = actions.import_roster(by=cast.coordinator, program=other, data=data)
        assert counts(outcome) == expected
    assert counts(bring_in(cast, *here)) == (0, 0, 2, 0)
    ids = {place.ref: place.person_id for place in places(cast)}
    [avoidance] = Avoidance.objects.all()
    assert avoidance.persons == {str(ids["R1"])}
    assert avoidance.in_roster(cast.program.pk)["household"] == "elm"


def test_a_roster_takes_back_what_it_said_itself(cast, noon):
    bring_in(cast, mentee(never="R1", household="elm"), mentor())
    bring_in(cast, mentee(never="", household=""), mentor())
    [avoidance] = Avoidance.objects.all()
    assert avoidance.persons == set()


def test_a_roster_leaves_whom_a_person_named_themself(cast, noon):
    bring_in(cast, mentee(never="R1"), mentor())
    person = places(cast).get(ref="E1").person
    person.account = cast.mentee.account
    named = matching.avoid(by=person, called="Sumac Test", bond="work")
    bring_in(cast, mentee(never=""), mentor())
    avoidance = Avoidance.objects.get()
    assert (avoidance.own, avoidance.persons) == ([named], frozenset())


def test_someone_of_another_program_stays_one_person(cast, noon):
    bring_in(cast, mentee(email="rowan@example.org"))
    other = casting.make_program(cast.program.organization, "Morning program")
    outcome = actions.import_roster(
        by=cast.coordinator,
        program=other,
        data=roster_file(mentor("M7", email="Rowan@example.org")),
    )
    assert counts(outcome) == (1, 0, 0, 0)
    places = Enrollment.objects.filter(ref__in=["E1", "M7"])
    assert {place.program_id for place in places} == {cast.program.pk, other.pk}
    assert len({place.person_id for place in places}) == 1


def test_someone_who_was_added_by_hand_is_found_by_their_address(cast, noon):
    person = people.add_person(
        by=cast.coordinator,
        display_name="Rowan",
        email="rowan@example.org",
    )
    bring_in(cast, mentee(email="rowan@example.org"))
    assert places(cast).get().person_id == person.pk


def test_two_people_may_swap_their_addresses(cast, noon):
    bring_in(cast, mentee("E1", email="a@example.org"), mentee("E2", email="b@example.org"))
    ids = {place.ref: place.person_id for place in places(cast)}
    bring_in(cast, mentee("E1", email="b@example.org"), mentee("E2", email="a@example.org"))
    found = {person.pk: person.email for person in Person.objects.filter(pk__in=ids.values())}
    assert found == {ids["E1"]: "b@example.org", ids["E2"]: "a@example.org"}


def test_an_address_known_in_another_organization_is_neither_refused_nor_mentioned(cast, noon):
    with acting_in(cast.outsider.organization_id):
        elsewhere = casting.make_program(cast.outsider.organization)
        data = roster_file(mentee(email="rowan@example.org"))
        actions.import_roster(by=cast.outsider, program=elsewhere, data=data)
    outcome = bring_in(cast, mentee(email="rowan@example.org"))
    assert counts(outcome) == (1, 0, 0, 0)
    assert (outcome.refusals, outcome.cautions) == ((), ())


def test_a_mentee_who_was_matched_does_not_wait_again(cast, noon):
    bring_in(cast, mentee(waiting_since="2026-08-17"))
    places(cast).update(waiting_since=None)
    assert counts(bring_in(cast, mentee(waiting_since="2026-08-17"))) == (0, 0, 1, 0)


def test_an_import_is_one_line_of_the_record(cast, noon):
    bring_in(cast, mentee(), mentor())
    [event] = Event.objects.filter(act="interop.import_roster")
    assert (event.actor_id, event.about) == (cast.coordinator.pk, cast.program.pk)


def test_the_operator_imports_in_their_own_organization_and_is_recorded_as_nobody(cast, noon):
    operator = Operator(cast.program.organization)
    data = roster_file(mentee())
    actions.import_roster(by=operator, program=cast.program, data=data)
    assert Event.objects.get(act="interop.import_roster").actor_id is None
    with pytest.raises(Refused, match="not_staff_here"):
        actions.import_roster(
            by=Operator(cast.outsider.organization), program=cast.program, data=data
        )


@pytest.mark.parametrize("who", ["mentee", "mentor", "outsider"])
def test_only_staff_of_the_program_import(cast, who):
    with pytest.raises(Refused, match="not_staff_here"):
        actions.import_roster(by=cast.people[who], program=cast.program, data=b"")


def test_a_facilitator_does_not_import(cast):
    facilitator = casting.make_person(cast.program.organization, "Fern Test")
    casting.serve(facilitator, "facilitator", cast.program)
    with pytest.raises(Refused, match="not_staff_here"):
        actions.import_roster(by=facilitator, program=cast.program, data=b"")


def test_a_thousand_more_people_cost_no_more_statements_than_a_thousand(cast, noon):
    def statements(first, last):
        rows = [
            mentee(f"E{number}", email=f"rowan{number}@example.org", never=f"E{first}")
            for number in range(first, last)
        ]
        with CaptureQueriesContext(connection) as queries:
            bring_in(cast, *rows)
        return len(queries)

    statements(0, 1)  # whom the coordinator serves is read once
    assert (statements(1, 21), statements(21, 1021)) == (13, 13)


def test_no_address_of_the_file_stands_anywhere_in_the_databases(cast, noon):
    addresses = [f"rowan{number}@example.org" for number in range(20)]
    rows = [mentee(f"E{number}", email=address) for number, address in enumerate(addresses)]
    bring_in(cast, *rows)
    actions.keep_draft(by=cast.coordinator, program=cast.program, text=roster_file(*rows).decode())
    dump = everything().casefold()
    assert [
        address for address in addresses if address in dump or address.encode().hex() in dump
    ] == []
    assert "rowan e1" in dump


def everything():
    """Return every cell of every table of both databases that the app's login can read."""
    tables = {
        alias: connections[alias].introspection.table_names() for alias in ("default", "keys")
    }
    cells = []
    for alias, names in tables.items():
        for name in names:
            with connections[alias].cursor() as cursor:
                cursor.execute(_ALL_OF.format(sql.Identifier(name)))
                cells += [row[0] for row in cursor.fetchall()]
    assert len(cells) > len(apps.get_models())
    return json.dumps(cells, ensure_ascii=False)


def sample(cast, name):
    data = (SAMPLES / "rosters" / name).read_bytes()
    return actions.import_roster(by=cast.coordinator, program=cast.program, data=data)


@with_samples
@pytest.mark.parametrize(("name", "people"), [("small.csv", 85), ("medium.csv", 540)])
def test_a_sample_comes_in_whole_and_the_second_time_changes_nothing(cast, noon, name, people):
    assert counts(sample(cast, name)) == (people, 0, 0, 0)
    keys_made = WrappedKey.objects.count()
    assert counts(sample(cast, name)) == (0, 0, people, 0)
    assert WrappedKey.objects.count() == keys_made


@with_samples
def test_the_messy_sample_is_refused_with_every_wrong_cell_and_brings_in_nobody(cast, noon):
    outcome = sample(cast, "messy.csv")
    assert counts(outcome) == (0, 0, 0, 10)
    assert [(refusal.line, refusal.column) for refusal in outcome.refusals] == [
        (5, "ref"),
        (7, "availability"),
        (8, "latitude"),
        (10, "time_zone"),
        (11, "display_name"),
        (13, "email"),
        (14, "languages"),
        (15, "birth_year"),
        (17, "waiting_since"),
        (20, "role"),
    ]
    assert places(cast).count() == 0


def test_a_person_whose_key_was_made_can_be_read_at_once(cast, noon):
    bring_in(cast, mentee(email="rowan@example.org"))
    with keys.keep_in_mind():
        assert places(cast).get().person.email == "rowan@example.org"


def test_the_engine_sees_what_the_file_says(cast, noon):
    Enrollment.objects.filter(program=cast.program).delete()
    rows = [
        mentee("E1", never="R1", household="elm", languages="es", waiting_since="2026-08-17"),
        mentor("R1", household="elm", capacity="3", caseload="1", cleared="yes", trained="yes"),
    ]
    bring_in(cast, *rows)
    ids = {place.ref: str(place.person_id) for place in places(cast)}
    pool = pool_of(cast.program, noon.date()).pool
    [waits], [offers] = pool.mentees, pool.mentors
    assert (waits.never, waits.household, offers.household) == ({ids["R1"]}, "elm", "elm")
    assert (waits.languages, waits.waiting_since) == (("es",), date(2026, 8, 17))
    assert (offers.capacity, offers.caseload, offers.cleared, offers.trained) == (3, 1, True, True)
