"""A person names whom they must not be matched with; nobody else learns of it, nor who is here."""

from uuid import uuid4

import pytest
from django.http import HttpResponse

from cairn.audit.models import Event
from cairn.core.verdict import Refused
from cairn.matching import actions, queries
from cairn.matching.models import Offer
from cairn.mentorship.models import Mentorship
from cairn.people import lookup
from cairn.people.avoiding import LONGEST, MOST
from cairn.people.models import Avoidance
from tests.cast import Cast
from tests.factories import doors, mentorship
from tests.factories import matching as factory
from tests.factories.people import give_address

PAGE = "/me/not-with/"
MAPLE = "Maple Test"


def _said(person) -> list[tuple[str, str]]:
    return [(each.called, each.bond) for each in queries.said_by(person)]


def _main(response: HttpResponse) -> str:
    page = response.content.decode()
    return page[page.index("<main") : page.index("</main>")]


def _matched(cast: Cast) -> bool:
    waiting = factory.enrollment(cast, cast.mentee)
    return factory.proposal_for(factory.ran(cast), waiting).mentor is not None


@pytest.mark.parametrize("door", doors.DOORS)
def test_somebody_is_put_on_the_list_and_taken_off_it(cast: Cast, door: str) -> None:
    send = getattr(doors, f"by_{door}")
    where = PAGE if door == "page" else "/not-with"
    send(cast.mentee, where, {"called": "  My boss ", "bond": "work"})
    assert _said(cast.mentee) == [("My boss", "work")]
    (entry,) = queries.said_by(cast.mentee)
    send(cast.mentee, f"{where.rstrip('/')}/take-back{'/' * (door == 'page')}", _naming(entry.key))
    assert _said(cast.mentee) == []


@pytest.mark.parametrize(("role", "page"), [("mentee", "/choose/"), ("mentor", "/requests/")])
def test_a_line_leads_there_from_where_one_is_matched(cast: Cast, sign_in, role, page) -> None:
    factory.answered(cast)
    assert f'href="{PAGE}"' in _main(sign_in(cast.people[role]).get(page))


def _naming(key: str) -> dict[str, str]:
    return {"entry": key, "id": key}


def test_the_list_is_read_by_machine_too(cast: Cast) -> None:
    made = actions.avoid(by=cast.mentor, called="ash@example.org")
    listed = doors.get_by_api(cast.mentor, "/not-with").json()
    assert listed == [{"id": made.key, "called": "ash@example.org", "bond": ""}]


@pytest.mark.parametrize(
    "called", [MAPLE, " maple   TEST ", "\uff2daple\u00a0Test", "MAPLE@example.org "]
)
@pytest.mark.parametrize("who", ["mentee", "mentor"])
def test_whoever_goes_by_what_was_written_is_never_proposed(
    cast: Cast, called: str, who: str
) -> None:
    factory.answered(cast)
    by, other = (cast.mentee, cast.mentor) if who == "mentee" else (cast.mentor, cast.mentee)
    give_address(other, "maple@example.org")
    other.display_name = MAPLE
    other.save(update_fields=["display_name"])
    assert _matched(cast)
    actions.avoid(by=by, called=called)
    assert not _matched(cast)


def test_whoever_takes_that_name_later_is_found_then(cast: Cast) -> None:
    factory.answered(cast)
    actions.avoid(by=cast.mentee, called="Tansy Test")
    assert _matched(cast)
    cast.mentor.display_name = "Tansy Test"
    cast.mentor.save(update_fields=["display_name"])
    assert not _matched(cast)


def test_an_address_is_found_where_only_the_program_knows_it(cast: Cast) -> None:
    factory.answered(cast)
    cast.mentor.email_hash = lookup.email_hash("maple@example.org")
    cast.mentor.save(update_fields=["email_hash"])
    actions.avoid(by=cast.mentee, called="maple@example.org")
    assert not _matched(cast)


def test_taken_back_the_two_may_be_matched_again(cast: Cast) -> None:
    factory.answered(cast)
    made = actions.avoid(by=cast.mentee, called=MAPLE)
    actions.take_back(by=cast.mentee, key=made.key)
    assert _matched(cast)


def test_neither_approval_nor_override_nor_pin_nor_a_yes_goes_round_it(cast: Cast) -> None:
    factory.answered(cast)
    run = factory.ran(cast)
    factory.pinned(cast)
    actions.avoid(by=cast.mentor, called=cast.mentee.display_name)
    assert actions.approve_all(by=cast.coordinator, run=run) == []
    mentor = factory.enrollment(cast, cast.mentor)
    with pytest.raises(Refused, match="not_available"):
        actions.override(
            by=cast.coordinator, proposal=run.proposals.get(), mentor=mentor, reason="I know them."
        )
    assert not _matched(cast)


@pytest.mark.parametrize("who", ["mentee", "mentor"])
def test_what_is_open_between_the_two_ends_as_not_free(cast: Cast, who: str, sign_in) -> None:
    offer = factory.asked(factory.answered(cast))
    by, other = (cast.mentee, cast.mentor) if who == "mentee" else (cast.mentor, cast.mentee)
    actions.avoid(by=by, called=other.display_name)
    offer.refresh_from_db()
    assert offer.outcome == Offer.Outcome.NOT_FREE
    assert "One person you were shown is not free just now." in " ".join(
        sign_in(cast.mentee).get("/choose/").content.decode().split()
    )
    assert queries.requests_of(cast.mentor) == []


def test_what_is_open_with_others_stays_open(cast: Cast) -> None:
    factory.answered(cast)
    factory.offers_places(cast.program, "Juniper Test")
    shown = factory.names(factory.offered(cast))
    actions.avoid(by=cast.mentee, called=MAPLE)
    assert factory.names(factory.shown_to(cast.mentee)) == [n for n in shown if n != MAPLE]


def test_who_walks_together_already_goes_on(cast: Cast) -> None:
    walk = mentorship.met(cast)
    actions.avoid(by=cast.mentee, called=MAPLE)
    assert list(Mentorship.objects.live()) == [walk]


def test_to_the_coordinator_it_reads_as_a_mentor_who_is_full(cast: Cast, sign_in) -> None:
    factory.answered(cast)
    mentor = factory.enrollment(cast, cast.mentor)
    client, path = sign_in(cast.coordinator), f"/matching/{cast.program.pk}/"
    made = actions.avoid(by=cast.mentee, called=MAPLE, bond="family")
    avoided = _main(client.get(path)).partition("<tbody>")[2].partition("</tbody>")[0]
    actions.take_back(by=cast.mentee, key=made.key)
    cast.program.enrollments.filter(pk=mentor.pk).update(caseload_elsewhere=1)
    full = _main(client.get(path)).partition("<tbody>")[2].partition("</tbody>")[0]
    assert avoided == full
    assert "No mentor is available now: full or away." in full


def test_a_name_of_somebody_here_and_one_of_nobody_get_the_same_answer(cast: Cast) -> None:
    here, nobody = (
        doors.by_api(cast.mentee, "/not-with", {"called": name}) for name in (MAPLE, "Nobody Test")
    )
    assert (here.status_code, nobody.status_code) == (201, 201)
    assert here.json() | nobody.json() == nobody.json() | {"id": nobody.json()["id"]}


def test_what_was_typed_stays_when_it_is_not_taken(cast: Cast) -> None:
    for number in range(MOST):
        actions.avoid(by=cast.mentee, called=f"Number {number}")
    answer = doors.by_page(cast.mentee, PAGE, {"called": "One more", "bond": "home"})
    page = _main(answer)
    assert answer.status_code == 422
    assert "Your list is full." in page
    assert 'value="One more"' in page
    assert '<option value="home" selected>' in page


@pytest.mark.parametrize(
    ("called", "bond", "code"),
    [
        ("  ", "", "name_missing"),
        ("M" * (LONGEST + 1), "", "not_a_name"),
        ("Maple", "enemy", "not_a_name"),
    ],
)
def test_nothing_else_goes_on_the_list(cast: Cast, called: str, bond: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        actions.avoid(by=cast.mentee, called=called, bond=bond)
    assert _said(cast.mentee) == []


def test_the_same_again_is_one_entry_and_says_anew_what_they_are(cast: Cast) -> None:
    first = actions.avoid(by=cast.mentee, called=MAPLE, bond="work")
    again = actions.avoid(by=cast.mentee, called="maple  test", bond="family")
    assert (again.key, _said(cast.mentee)) == (first.key, [("maple  test", "family")])


def test_what_is_not_on_the_list_is_off_it_already(cast: Cast) -> None:
    actions.avoid(by=cast.mentor, called="Sumac Test")
    (entry,) = queries.said_by(cast.mentor)
    for key in (str(uuid4()), entry.key, "nonsense"):
        assert doors.by_page(cast.mentee, f"{PAGE}take-back/", {"entry": key}).status_code == 303
    assert _said(cast.mentor) == [("Sumac Test", "")]


def test_the_record_says_that_the_list_changed_and_not_whom_it_names(cast: Cast) -> None:
    made = actions.avoid(by=cast.mentee, called=MAPLE)
    actions.take_back(by=cast.mentee, key=made.key)
    kept = Avoidance.objects.get(person=cast.mentee)
    events = Event.objects.filter(act__in=["matching.avoid", "matching.take_back"])
    rows = set(events.values_list("actor_id", "about", "person_id"))
    assert (events.count(), rows) == (2, {(cast.mentee.pk, kept.pk, cast.mentee.pk)})


def test_nobody_else_reads_the_list(cast: Cast, sign_in) -> None:
    actions.avoid(by=cast.mentee, called="Sumac Test")
    for person in (cast.mentor, cast.coordinator, cast.supervisor, cast.admin, cast.outsider):
        assert "Sumac Test" not in sign_in(person).get(PAGE).content.decode()
        assert doors.get_by_api(person, "/not-with").json() == []
    assert "Sumac Test" in sign_in(cast.mentee).get(PAGE).content.decode()
