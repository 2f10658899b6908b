from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.template.loader import render_to_string
from django.test import Client

from cairn.core import clock
from cairn.mentorship.models import Mentorship
from cairn.people.models import Person
from cairn.safety import queries
from tests.cast import Cast, make_organization


def said(client: Client, path: str = "/support/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def walk(cast: Cast) -> Mentorship:
    return Mentorship.objects.create(
        organization_id=cast.mentee.organization_id,
        program=cast.program,
        mentee=cast.mentee,
        mentor=cast.mentor,
        matched_at=clock.now(),
        begun_at=clock.now(),
    )


def test_anyone_reaches_it_without_signing_in(db: None) -> None:
    assert "You are not alone. Start with one." in said(Client())


def test_four_ways_stand_before_any_explanation(
    cast: Cast, sign_in: Callable[[Person], Client]
) -> None:
    page = said(sign_in(cast.mentee))
    ways = ["tel:911", "tel:988", "sms:988", "https://988lifeline.org/chat/"]
    places = [page.index(f'href="{way}"') for way in ways]
    assert places == sorted(places)
    assert places[-1] < page.index("Crisis and suicide line")


def test_the_organizations_country_comes_first_and_all_others_are_one_tap_away(
    cast: Cast, sign_in: Callable[[Person], Client]
) -> None:
    page = said(sign_in(cast.mentee))
    assert "United States." in page
    for code in ("AU", "CA", "DE", "ES", "FR", "GB", "IE", "IN", "NL", "NZ", "other"):
        assert f'href="?country={code}"' in page


def test_another_country_can_be_asked_for(cast: Cast, sign_in: Callable[[Person], Client]) -> None:
    page = said(sign_in(cast.mentee), "/support/?country=ES")
    assert 'href="tel:024"' in page
    assert 'href="tel:911"' not in page


@pytest.mark.parametrize("asked", ["other", "BR", "<script>"])
def test_a_country_that_is_not_known_gets_the_emergency_sentence_and_a_directory(
    db: None, asked: str
) -> None:
    page = said(Client(), f"/support/?country={asked}")
    assert "call the emergency number where you are" in page
    assert "findahelpline.com lists lines" in page
    assert "<script>alert" not in page


def test_it_has_no_places_no_support_bar_and_a_quick_exit(
    cast: Cast, sign_in: Callable[[Person], Client]
) -> None:
    page = said(sign_in(cast.mentee))
    assert 'data-frame="none"' in page
    assert 'class="dock"' not in page
    assert "Quick exit" in page


def test_it_says_honestly_that_nobody_is_on_duty(
    cast: Cast, sign_in: Callable[[Person], Client]
) -> None:
    page = said(sign_in(cast.mentee))
    assert "Harbor Street Recovery has nobody on duty right now. Messages are not watched." in page


def test_somebody_on_duty_is_named_with_a_way_to_call() -> None:
    on_duty = queries.OnDuty("Wren", call="tel:5550142", until="8 am")
    page = " ".join(render_to_string("safety/someone_here.html", {"on_duty": on_duty}).split())
    assert "<bdi>Wren</bdi> is on duty. Until 8 am." in page
    assert '<a href="tel:5550142">' in page


def test_an_installation_of_one_organization_shows_its_country_before_signing_in(db: None) -> None:
    organization = make_organization("Ribera")
    organization.country = "ES"
    organization.save()
    page = said(Client())
    assert 'href="tel:024"' in page
    assert "Ribera has nobody on duty right now." in page


def test_an_installation_of_many_organizations_names_none_before_signing_in(cast: Cast) -> None:
    page = said(Client())
    assert "Harbor Street" not in page
    assert "Nobody from here is on duty right now." in page


def test_a_mentee_finds_their_mentor_there(cast: Cast, sign_in: Callable[[Person], Client]) -> None:
    walk(cast)
    page = said(sign_in(cast.mentee))
    assert f"<bdi>{cast.mentor.display_name}</bdi> is with you" in page
    assert f'aria-label="Write to {cast.mentor.display_name}"' in page


def test_a_mentor_and_a_stranger_find_nobody_there(cast: Cast) -> None:
    walk(cast)
    assert queries.support_page(person=cast.mentor, asked="").mentor is None
    assert queries.support_page(person=None, asked="").mentor is None


def test_it_says_when_the_numbers_were_checked_and_when_that_is_long_ago(db: None) -> None:
    with clock.pinned(datetime(2026, 12, 1, tzinfo=UTC)):
        fresh = said(Client(), "/support/?country=US")
    with clock.pinned(datetime(2027, 12, 1, tzinfo=UTC)):
        old = said(Client(), "/support/?country=US")
    assert "Numbers checked Nov. 22, 2026. From: 988lifeline.org" in fresh
    assert "That is a while ago" not in fresh
    assert "That is a while ago. If one fails, try the next." in old


def test_what_to_do_when_someone_will_not_wake_up_names_the_number_of_the_place(db: None) -> None:
    page = said(Client(), "/support/?country=GB")
    steps = page[page.index("If someone won’t wake up") :]
    assert [
        s in steps
        for s in ("Call 999.", "Give naloxone if you have it.", "Lay them on their side. Stay.")
    ] == [True] * 3
