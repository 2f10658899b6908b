"""What an import would change, without a database."""

from datetime import date

from cairn.core.ids import new_id
from cairn.interop.planning import Change, Standing
from cairn.people.answers import Answers
from tests.conftest import NOON
from tests.factories.interop import (
    after,
    mentee,
    mentor,
    place,
    planned,
    someone,
    standing_of,
)

TODAY = NOON.date()


def counts(outcome):
    return (outcome.created, outcome.updated, outcome.unchanged, outcome.refused)


def test_a_roster_imported_twice_changes_nothing(noon):
    rows = [
        mentee(
            email="rowan@example.org", never="R1", household="elm", availability="mon 9:00-10:00"
        ),
        mentor(email="maple@example.org", capacity="3", cleared="yes", recovery_since="2019-04-01"),
        mentor(
            "B1", role="mentee;mentor", substances="alcohol;opioids", latitude="40", longitude="-74"
        ),
    ]
    first = planned(*rows)
    again = planned(*rows, standing=after(first))
    assert (counts(first), counts(again)) == ((3, 0, 0, 0), (0, 0, 3, 0))


def test_one_refused_row_stops_the_whole(noon):
    outcome = planned(mentee(), mentor(role="janitor"))
    assert (counts(outcome), outcome.is_stopped) == ((0, 0, 0, 1), True)


def test_refused_rows_are_left_out_when_asked(noon):
    outcome = planned(mentee(), mentor(role="janitor"), skip_refused=True)
    assert (counts(outcome), outcome.is_stopped) == ((1, 0, 0, 1), False)


def test_a_mentees_wait_begins_on_the_day_of_the_import_unless_a_day_is_given(noon):
    outcome = planned(mentee("E1"), mentee("E2", waiting_since="2026-08-17"))
    waits = [step.after.places["mentee"].waiting_since for step in outcome.steps]
    assert waits == [TODAY, date(2026, 8, 17)]


def test_a_wait_that_began_is_not_begun_again(noon):
    known = someone(places={"mentee": place(waiting_since=date(2026, 3, 1))})
    [step] = planned(mentee(waiting_since=""), standing=standing_of(known)).steps
    assert step.after.places["mentee"].waiting_since == date(2026, 3, 1)


def test_someone_who_waits_no_longer_is_not_made_to_wait_by_an_old_roster(noon):
    known = someone(places={"mentee": place(waiting_since=None)})
    [step] = planned(mentee(waiting_since="2026-08-17"), standing=standing_of(known)).steps
    assert step.after.places["mentee"].waiting_since is None


def test_a_column_that_the_file_lacks_leaves_what_is_there(noon):
    known = someone(
        email="rowan@example.org",
        email_hash="rowan@example.org",
        household="elm",
        answers=Answers(languages=("es",), gender="woman", time_zone="America/Denver"),
        time_zone="America/Denver",
        never=frozenset({new_id()}),
        places={"mentee": place(waiting_since=TODAY)},
    )
    [step] = planned(mentee(languages="en"), standing=standing_of(known)).steps
    assert step.columns == ("languages",)


def test_an_empty_cell_of_a_column_that_is_there_says_empty(noon):
    known = someone(
        answers=Answers(languages=("en",), gender="woman", time_zone="America/New_York"),
        household="elm",
        places={"mentee": place(waiting_since=TODAY)},
    )
    [step] = planned(mentee(gender="", household=""), standing=standing_of(known)).steps
    assert step.columns == ("gender", "household")
    assert (step.after.answers.gender, step.after.household) == ("undisclosed", "")


def test_a_person_is_found_by_the_ref_before_the_address(noon):
    by_ref = someone(
        email="a@example.org", email_hash="a@example.org", places={"mentee": place("E1")}
    )
    by_email = someone(
        email="b@example.org", email_hash="b@example.org", places={"mentee": place("E2")}
    )
    rows = [mentee("E1", email="b@example.org"), mentee("E2", email="a@example.org")]
    outcome = planned(*rows, standing=standing_of(by_ref, by_email))
    swapped = {step.after.person_id: step.after.email_hash for step in outcome.steps}
    assert swapped == {by_ref.person_id: "b@example.org", by_email.person_id: "a@example.org"}


def test_a_person_is_found_by_the_address_when_the_program_gave_new_refs(noon):
    known = someone(
        email="a@example.org", email_hash="a@example.org", places={"mentee": place("E1")}
    )
    [step] = planned(mentee("N1", email="A@example.org"), standing=standing_of(known)).steps
    assert (step.after.person_id, step.after.places["mentee"].ref) == (known.person_id, "N1")


def test_an_address_that_moved_to_another_row_does_not_take_its_owner_along(noon):
    known = someone(
        email="a@example.org", email_hash="a@example.org", places={"mentee": place("E1")}
    )
    rows = [mentee("E1", email="b@example.org"), mentee("E9", email="a@example.org")]
    first, second = planned(*rows, standing=standing_of(known)).steps
    assert first.after.person_id == known.person_id
    assert (second.before, second.after.email_hash) == (None, "a@example.org")


def test_someone_of_another_program_is_the_same_person_and_counts_as_created(noon):
    known = someone(email="a@example.org", email_hash="a@example.org")
    [step] = planned(mentor(email="a@example.org"), standing=standing_of(known)).steps
    assert (step.change, step.after.person_id) == (Change.CREATED, known.person_id)


def test_an_address_that_somebody_else_holds_is_kept_without_a_word(noon):
    known = someone(places={"mentee": place("E1", waiting_since=TODAY)})
    holder = someone(email="a@example.org", email_hash="a@example.org")
    there = standing_of(known, holder)
    outcome = planned(mentee("E1", email="a@example.org"), standing=there)
    [step] = outcome.steps
    assert (step.after.email, step.after.email_hash) == ("a@example.org", "")
    assert (outcome.refusals, outcome.cautions) == ((), ())


def test_two_spellings_of_one_address_are_two_people_of_whom_one_is_found_by_it(noon):
    rows = [mentee("E1", email="sam@strasse.org"), mentee("E2", email="sam@straße.org")]
    first = planned(*rows)
    assert [step.after.email_hash for step in first.steps] == ["sam@strasse.org", ""]
    assert planned(*rows, standing=after(first)).unchanged == 2


def test_someone_who_left_and_comes_back_is_the_same_person(noon):
    known = someone()
    there = standing_of(known, past_refs={"E1": known.person_id})
    [step] = planned(mentee("E1"), standing=there).steps
    assert (step.change, step.after.person_id) == (Change.CREATED, known.person_id)


def test_a_new_role_is_a_second_place_of_the_same_person(noon):
    known = someone(answers=Answers(languages=("en",), time_zone="America/New_York"),
                    places={"mentee": place("E1", waiting_since=TODAY)})  # fmt: skip
    rows = [mentee("E1", role="mentee, mentor", capacity="2")]
    [step] = planned(*rows, standing=standing_of(known)).steps
    assert (step.columns, sorted(step.after.places)) == (("role",), ["mentee", "mentor"])


def test_two_rows_of_one_person_change_it_once_and_the_second_is_named(noon):
    known = someone(places={"mentee": place("E1"), "mentor": place("R1")})
    outcome = planned(mentee("E1"), mentor("R1", display_name="X"), standing=standing_of(known))
    assert counts(outcome) == (0, 1, 1, 0)
    assert [str(caution) for caution in outcome.cautions] == [
        "warning: 3:ref: This ref belongs to the person of line 2. This row changes nothing."
    ]


def test_a_ref_held_on_the_other_side_by_somebody_else_stays_theirs(noon):
    one = someone(places={"mentee": place("X", waiting_since=TODAY)})
    other = someone(places={"mentor": place("X")})
    rows = [mentee("X", role="mentee;mentor")]
    [step] = planned(*rows, standing=standing_of(one, other)).steps
    assert step.after.person_id == one.person_id
    assert step.after.places["mentor"].ref == ""


def test_never_names_people_of_the_file_and_of_the_program_but_not_oneself(noon):
    known = someone(places={"mentor": place("R9")})
    rows = [mentee("E1", never="E1;E2;R9;ghost"), mentee("E2")]
    first, second = planned(*rows, standing=standing_of(known)).steps
    assert first.after.never == {second.after.person_id, known.person_id}


def test_a_mentees_row_says_nothing_about_a_mentors_place(noon):
    known = someone(
        places={"mentee": place("E1", waiting_since=TODAY), "mentor": place("E1", capacity=3, cleared=True)}
    )  # fmt: skip
    [step] = planned(mentee("E1", capacity="", cleared="no"), standing=standing_of(known)).steps
    assert step.after.places["mentor"] == place("E1", capacity=3, cleared=True)


def test_an_empty_program_knows_no_refs():
    assert Standing().by_ref == {}
