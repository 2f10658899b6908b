"""Who serves is told of a role given or taken, and reads which they hold."""

import pytest
from django.core import mail

from cairn.notifications import mail as delivering
from cairn.notifications.models import Notice
from cairn.people.models import Person
from cairn.programs import actions
from cairn.programs.models import StaffRole
from tests import cast as casting
from tests.cast import Cast
from tests.factories import factors
from tests.factories.doors import get_by_api

Kind = StaffRole.Kind


def _told(person: Person) -> list[tuple[str, str]]:
    return list(Notice.objects.visible_to(person).unseen().values_list("kind", "path"))


def test_who_is_given_a_role_and_loses_it_is_told_each_time(cast: Cast) -> None:
    role = actions.give_role(by=cast.admin, person=cast.mentor, kind=Kind.FACILITATOR)
    assert _told(cast.mentor) == [("programs.role_given", "/me/roles/")]
    actions.end_role(by=cast.admin, role=role)
    assert sorted(_told(cast.mentor)) == [
        ("programs.role_ended", "/me/roles/"),
        ("programs.role_given", "/me/roles/"),
    ]


def test_a_role_held_already_tells_nobody_anew(cast: Cast) -> None:
    for _ in range(2):
        actions.give_role(by=cast.admin, person=cast.mentor, kind=Kind.FACILITATOR)
    assert len(_told(cast.mentor)) == 1


def test_nobody_is_told_of_what_they_did_themselves_or_before_they_joined(cast: Cast) -> None:
    casting.serve(casting.make_person(cast.program.organization, "Alder Test"), Kind.ADMIN)
    actions.end_role(by=cast.admin, role=cast.admin.staff_roles.get())
    invited = casting.make_person(cast.program.organization, "Aspen Test", account=False)
    cast.admin.staff_roles.update(ended_at=None)
    actions.give_role(by=cast.admin, person=invited, kind=Kind.FACILITATOR)
    assert (_told(cast.admin), _told(invited)) == ([], [])


def test_outside_it_is_the_sentence_that_every_notice_is(cast: Cast) -> None:
    cast.mentor.email = "maple@example.org"
    cast.mentor.save()
    actions.give_role(by=cast.admin, person=cast.mentor, kind=Kind.SAFETY)
    delivering.deliver(Notice.objects.get().pk)
    (sent,) = mail.outbox
    assert not any(word in f"{sent.subject} {sent.body}".casefold() for word in ("role", "safety"))


def test_today_says_it_and_it_goes_once_the_roles_are_read(cast: Cast, sign_in) -> None:
    actions.give_role(by=cast.admin, person=cast.mentor, kind=Kind.FACILITATOR)
    browser = sign_in(cast.mentor)
    assert "You were given a role here." in browser.get("/").content.decode()
    page = browser.get("/me/roles/").content.decode()
    assert "Facilitator, all programs" in page
    assert _told(cast.mentor) == []
    assert "You were given a role here." not in browser.get("/").content.decode()


def test_one_reads_what_one_holds_before_what_has_ended(cast: Cast, sign_in) -> None:
    first = actions.give_role(by=cast.admin, person=cast.mentor, kind=Kind.FACILITATOR)
    actions.end_role(by=cast.admin, role=first)
    actions.give_role(by=cast.admin, person=cast.mentor, kind=Kind.SUPERVISOR, program=cast.program)
    page = sign_in(cast.mentor).get("/me/roles/").content.decode()
    assert page.index("Supervisor, ") < page.index("Facilitator, all programs")
    factors.second_step(cast.mentor.account)
    listed = get_by_api(cast.mentor, "/me/roles").json()
    assert [(row["kind"], row["until"] is None) for row in listed] == [
        ("supervisor", True),
        ("facilitator", False),
    ]


@pytest.mark.parametrize(("role", "links"), [("mentee", 0), ("funder", 1), ("admin", 1)])
def test_me_leads_there_whoever_serves(cast: Cast, sign_in, role: str, links: int) -> None:
    page = sign_in(cast.people[role]).get("/me/").content.decode()
    assert page.count('href="/me/roles/"') == links


def test_who_serves_as_nothing_reads_that(cast: Cast, sign_in) -> None:
    page = sign_in(cast.mentee).get("/me/roles/").content.decode()
    assert "You serve as nothing here" in page
    assert get_by_api(cast.mentee, "/me/roles").json() == []
