"""From a file to people: by the pages of a coordinator and by the API."""

import secrets
import tempfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from cairn.core import clock
from cairn.interop import actions, tasks
from cairn.interop.models import RosterDraft
from cairn.programs.models import Enrollment
from tests import cast as casting
from tests.conftest import Browser
from tests.factories import doors
from tests.factories.interop import mentee, mentor, roster_file

GOOD = roster_file(mentee(email="rowan@example.org"), mentor(never="ghost"))
BAD = roster_file(mentee(), mentor(role="janitor"))


def upload(client, program, data, name="people.csv"):
    form = {"file": SimpleUploadedFile(name, data), "form_key": secrets.token_urlsafe(24)}
    return client.post(f"/programs/{program.pk}/roster/", form)


def imported(door, person, program, data, **options):
    """Import a file by one door, looked at first on the page; return the last answer."""
    if door == "api":
        return by_api(person, program, data, **options)
    client = Browser()
    client.force_login(person.account)
    looked_at = upload(client, program, data)
    form = {name: "yes" for name, asked in options.items() if asked}
    return client.post(f"{looked_at['Location']}import/", {**form, "form_key": "k" * 20})


def by_api(person, program, data, **options):
    asked = "&".join(f"{name}={str(value).lower()}" for name, value in options.items())
    return Browser().post(
        f"/api/v1/programs/{program.pk}/roster?{asked}",
        {"file": SimpleUploadedFile("people.csv", data)},
        headers={"Authorization": doors._bearer(person), "Idempotency-Key": "k" * 20},
    )


def refs(cast):
    found = Enrollment.objects.filter(program=cast.program).exclude(ref="")
    return sorted(found.values_list("ref", flat=True))


@pytest.mark.parametrize("door", doors.DOORS)
def test_staff_bring_a_roster_in(cast, door):
    answer = imported(door, cast.supervisor, cast.program, GOOD)
    assert answer.status_code == {"page": 303, "api": 200}[door]
    assert refs(cast) == ["E1", "R1"]


@pytest.mark.parametrize("door", doors.DOORS)
def test_one_refused_row_stops_the_whole(cast, door):
    imported(door, cast.coordinator, cast.program, BAD)
    assert refs(cast) == []


@pytest.mark.parametrize("door", doors.DOORS)
def test_refused_rows_are_left_out_when_asked(cast, door):
    imported(door, cast.coordinator, cast.program, BAD, skip_refused=True)
    assert refs(cast) == ["E1"]


def test_the_dry_run_shows_who_is_new_and_what_is_worth_a_look(cast, sign_in):
    client = sign_in(cast.coordinator)
    page = client.get(upload(client, cast.program, GOOD)["Location"]).content.decode()
    assert "2 people are ready to come in." in page
    assert "Import 2 people" in page
    for shown in ("Rowan E1", "Maple R1", "“ghost” is nobody’s ref in this file or program."):
        assert shown in page
    assert refs(cast) == []


def test_the_dry_run_names_each_wrong_cell_and_offers_no_import_of_it(cast, sign_in):
    client = sign_in(cast.coordinator)
    page = client.get(upload(client, cast.program, BAD)["Location"]).content.decode()
    assert "One row needs another look." in page
    assert "“janitor” is not known here. Use mentee, mentor." in page
    assert "Leave these out, import 1 person" in page
    assert "Import 1 person" not in page


def test_the_dry_run_names_the_columns_that_change_and_not_their_values(cast, sign_in):
    actions.import_roster(
        by=cast.coordinator, program=cast.program, data=roster_file(mentee(substances="alcohol"))
    )
    client = sign_in(cast.coordinator)
    changed = roster_file(mentee(substances="opioids"))
    page = client.get(upload(client, cast.program, changed)["Location"]).content.decode()
    assert "One person is ready to come in." in page
    assert "substances" in page
    assert "opioids" not in page


def test_a_roster_that_changes_nothing_says_so(cast, sign_in):
    actions.import_roster(by=cast.coordinator, program=cast.program, data=GOOD)
    client = sign_in(cast.coordinator)
    page = client.get(upload(client, cast.program, GOOD)["Location"]).content.decode()
    assert "This roster changes nothing." in page


def test_a_long_list_is_cut_and_says_how_much_it_hides(cast, sign_in):
    client = sign_in(cast.coordinator)
    many = roster_file(*(mentee(f"E{number}") for number in range(203)))
    page = client.get(upload(client, cast.program, many)["Location"]).content.decode()
    assert page.count('<th scope="row">') == 200
    assert "And 3 more." in page


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "This file is empty."),
        (b"\xff\xfe\x00", "This file is not UTF-8 text."),
        (b"ref\n" + b"x" * (10 * 1024**2), "This file is larger than 10 MB."),
    ],
)
def test_a_file_that_is_no_table_is_asked_for_again(cast, sign_in, data, reason):
    answer = upload(sign_in(cast.coordinator), cast.program, data)
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert RosterDraft.objects.count() == 0


def test_sending_no_file_asks_for_one(cast, sign_in, act):
    answer = act(sign_in(cast.coordinator), f"/programs/{cast.program.pk}/roster/")
    assert answer.status_code == 422
    assert "Choose a file first." in answer.content.decode()


def test_a_draft_is_kept_under_the_coordinators_key_byte_for_byte(cast, sign_in):
    data = b"\xef\xbb\xbfref;role;display_name;languages\r\nE1;mentee;Zo\xc3\xab;en\r\n"
    upload(sign_in(cast.coordinator), cast.program, data)
    draft = RosterDraft.objects.get()
    assert draft.data == data
    with connection.cursor() as cursor:
        cursor.execute("select text from interop_rosterdraft")
        assert b"mentee" not in bytes(cursor.fetchone()[0])


def test_a_draft_is_gone_once_it_is_in_and_kept_while_rows_are_refused(cast):
    imported("page", cast.coordinator, cast.program, BAD)
    assert RosterDraft.objects.count() == 1
    imported("page", cast.supervisor, cast.program, GOOD)
    assert [draft.person_id for draft in RosterDraft.objects.all()] == [cast.coordinator.pk]


def test_a_second_file_takes_the_place_of_the_first(cast, sign_in):
    client = sign_in(cast.coordinator)
    first = upload(client, cast.program, GOOD)["Location"]
    upload(client, cast.program, BAD)
    assert client.get(first).status_code == 404
    assert RosterDraft.objects.get().data == BAD


def test_a_draft_is_its_owners_alone(cast, sign_in):
    path = upload(sign_in(cast.coordinator), cast.program, GOOD)["Location"]
    for role in ("supervisor", "admin", "mentor", "outsider"):
        client = sign_in(cast.people[role])
        assert client.get(path).status_code == 404
        assert client.post(f"{path}import/", {"form_key": "k" * 20}).status_code == 404
    assert refs(cast) == []


def test_a_draft_is_forgotten_after_a_day(cast, sign_in, noon):
    client = sign_in(cast.coordinator)
    path = upload(client, cast.program, GOOD)["Location"]
    with clock.pinned(noon + timedelta(hours=23)):
        tasks.forget_drafts(timestamp=0)
        assert client.get(path).status_code == 200
    with clock.pinned(noon + timedelta(hours=24)):
        assert client.get(path).status_code == 404
        tasks.forget_drafts(timestamp=0)
    assert RosterDraft.objects.count() == 0


def test_the_api_says_what_it_did_and_what_is_worth_a_look(cast):
    assert by_api(cast.coordinator, cast.program, GOOD, dry_run=True).json() == {
        "created": 2,
        "updated": 0,
        "unchanged": 0,
        "refused": 0,
        "refusals": [],
        "cautions": [
            {
                "line": 3,
                "column": "never",
                "reason": "“ghost” is nobody’s ref in this file or program.",
            }
        ],
    }
    assert refs(cast) == []


def test_the_api_names_each_refused_cell(cast):
    answer = by_api(cast.coordinator, cast.program, BAD)
    assert answer.status_code == 422
    assert answer.json()["fields"] == [
        {"field": "3.role", "reason": "“janitor” is not known here. Use mentee, mentor."}
    ]


@pytest.mark.parametrize("role", ["mentee", "mentor", "outsider"])
def test_for_anybody_else_there_is_no_such_door(cast, sign_in, role):
    person = cast.people[role]
    assert sign_in(person).get(f"/programs/{cast.program.pk}/roster/").status_code == 404
    assert by_api(person, cast.program, GOOD).status_code == 404


def test_staff_of_another_program_do_not_import_here(cast, sign_in):
    other = casting.make_program(cast.program.organization, "Another program")
    assert upload(sign_in(cast.supervisor), other, GOOD).status_code == 404


def test_five_thousand_people_take_the_same_pages(cast, sign_in, count_queries):
    client = sign_in(cast.coordinator)
    few = upload(client, cast.program, roster_file(mentee()))["Location"]
    expected = count_queries(client, few)
    people = (mentee(f"E{number}", languages="en;es") for number in range(5000))
    many = upload(client, cast.program, roster_file(*people))["Location"]
    assert count_queries(client, many) == expected


def test_a_file_that_is_sent_never_lies_in_a_temporary_folder(cast, sign_in, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    people = (mentee(f"E{number}", interests="walking " * 200) for number in range(5500))
    data = roster_file(*people)
    assert 8 * 1024**2 < len(data) < 10 * 1024**2
    assert upload(sign_in(cast.coordinator), cast.program, data).status_code == 303
    assert RosterDraft.objects.get().data == data
