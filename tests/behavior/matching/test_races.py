"""Two at once, on connections of their own: the last place is given once, and both end well."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, transaction

from cairn.core.verdict import Refused
from cairn.core.walls import acting_in
from cairn.matching import actions
from cairn.matching.models import Offer, Proposal, Run
from cairn.mentorship.models import Mentorship
from cairn.people.keys import store as keys
from cairn.programs.models import Enrollment, Program
from tests.cast import make_organization, make_program
from tests.factories import matching as factory

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def _at_once(organization_id: Any, *acts: Callable[[], object]) -> list[object]:
    """Do each act in a thread and a transaction of its own; return what each came to, sorted."""
    together, ended = Barrier(len(acts)), []

    def one(act: Callable[[], object]) -> None:
        try:
            with keys.keep_in_mind(), acting_in(organization_id):
                together.wait(timeout=10)
                ended.append(act())
        except Refused as refused:
            ended.append(refused.verdict.code)
        finally:
            connection.close()

    threads = [Thread(target=one, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(map(str, ended))


@pytest.fixture
def program() -> Program:
    with keys.keep_in_mind(), transaction.atomic():
        return make_program(make_organization())


def _offers(program: Program, mentors: list[Enrollment], mentees: list[Enrollment]) -> list[Any]:
    """Every mentor, shown to every mentee by an approved proposal."""
    run = Run.objects.create(
        organization_id=program.organization_id, program=program, on="2026-11-22", state="done"
    )
    shown = []
    for mentee in mentees:
        proposal = Proposal.objects.create(
            organization_id=program.organization_id,
            run=run,
            person=mentee.person,
            mentee=mentee,
            mentor=mentors[0],
        )
        for place, mentor in enumerate(mentors, start=1):
            shown.append(
                Offer.objects.create(
                    organization_id=program.organization_id,
                    person=mentee.person,
                    mentee=mentee,
                    mentor=mentor,
                    proposal=proposal,
                    place=place,
                    held_until=factory.in_days(7),
                )
            )
    return shown


def _choosing(offer: Offer) -> Callable[[], str]:
    def choose() -> str:
        found = Offer.objects.select_related("person", "mentee__program", "mentor__person")
        answered = actions.choose(by=offer.person, offer=found.get(pk=offer.pk))
        return "asked" if answered.asked_at else str(answered.outcome)

    return choose


def test_of_two_who_want_the_last_place_one_is_asked_for_and_one_reads_not_free(
    program: Program,
) -> None:
    with keys.keep_in_mind(), acting_in(program.organization_id):
        maple = factory.offers_places(program, "Maple")
        mentees = [factory.waits(program, name) for name in ("Fern", "Reed")]
        offers = _offers(program, [maple], mentees)
    ended = _at_once(program.organization_id, *map(_choosing, offers))
    assert ended == ["asked", "not_free"]


def test_one_mentee_with_two_open_pages_asks_one_mentor(program: Program) -> None:
    with keys.keep_in_mind(), acting_in(program.organization_id):
        mentors = [factory.offers_places(program, name) for name in ("Maple", "Juniper")]
        offers = _offers(program, mentors, [factory.waits(program, "Fern")])
    ended = _at_once(program.organization_id, *map(_choosing, offers))
    assert ended == ["asked", "asked_already"]


def test_two_yeses_for_the_last_place_make_one_match(program: Program) -> None:
    with keys.keep_in_mind(), acting_in(program.organization_id):
        maple = factory.offers_places(program, "Maple", places=2)
        mentees = [factory.waits(program, name) for name in ("Fern", "Reed")]
        offers = _offers(program, [maple], mentees)
        for offer in offers:
            actions.choose(by=offer.person, offer=offer)
        Enrollment.objects.filter(pk=maple.pk).update(capacity=1)

    def accepting(offer: Offer) -> Callable[[], str]:
        def accept() -> str:
            found = Offer.objects.select_related("person", "mentee__program", "mentor__person")
            actions.accept(by=maple.person, offer=found.get(pk=offer.pk))
            return "matched"

        return accept

    ended = _at_once(program.organization_id, *map(accepting, offers))
    assert ended == ["matched", "no_free_place"]
    with acting_in(program.organization_id):
        assert Mentorship.objects.count() == 1
