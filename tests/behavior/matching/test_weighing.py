"""How a program weighs is looked at before it is kept, and what was before stays on record."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cairn.core.verdict import Refused
from cairn.matching import actions, queries
from cairn.matching.engine import Settings, Weights
from cairn.matching.models import Weighing
from cairn.programs.models import Program
from tests.cast import Cast
from tests.factories import matching as factory

pytestmark = pytest.mark.usefixtures("contexts")

Act = Callable[..., HttpResponse]
LIFE_MATTERS = Settings(weights=Weights(top_three=0, pathway=0, life=100, interests=0))


@pytest.fixture
def coordinator(cast: Cast, sign_in) -> Client:
    factory.answered(cast)
    return sign_in(cast.coordinator)


def _path(cast: Cast) -> str:
    return reverse("weights", args=[cast.program.pk])


def _shown(response: HttpResponse, name: str) -> object:
    return response.context["form"][name].value()


def test_the_page_shows_how_the_program_weighs(cast: Cast, coordinator: Client) -> None:
    page = coordinator.get(_path(cast))
    assert (_shown(page, "top_three"), _shown(page, "shared_minutes")) == (35, 120)
    assert "Changed before" not in page.content.decode()


def test_looking_keeps_nothing(cast: Cast, coordinator: Client, act: Act) -> None:
    page = act(coordinator, _path(cast), factory.WEIGHING | {"look": ""})
    assert page.context["effect"].preview.before == 1
    assert _shown(page, "life") == "30"
    assert queries.settings_of(Program.objects.get(pk=cast.program.pk)) == Settings()


def test_keeping_weighs_so_from_the_next_run_on(cast: Cast, coordinator: Client, act: Act) -> None:
    before = factory.ran(cast)
    act(coordinator, _path(cast), factory.WEIGHING | {"keep": ""})
    cast.program.refresh_from_db()
    after = factory.ran(cast)
    assert (before.settings["weights"]["life"], after.settings["weights"]["life"]) == (15, 30)
    assert "Version 1" in coordinator.get(_path(cast)).content.decode()


def test_every_version_stays(cast: Cast) -> None:
    for settings in (LIFE_MATTERS, Settings()):
        actions.weigh(by=cast.coordinator, program=cast.program, settings=settings)
    told = [(each.number, each.settings["weights"]["life"]) for each in Weighing.objects.all()]
    assert sorted(told) == [(1, 100), (2, 15)]


def test_what_would_change_is_said_by_name(cast: Cast) -> None:
    factory.answered(cast)
    rose = factory.waits(cast.program, "Rose Test", life=("parent",), interests=("chess",))
    factory.offers_places(cast.program, "Parent Test", life=("parent",))
    factory.offers_places(cast.program, "Chess Test", interests=("chess",), life=("veteran",))
    likes = Settings(weights=Weights(0, 0, 0, 0, 0, 100, 0))
    lives = Settings(weights=Weights(0, 0, 100, 0, 0, 0, 0))
    actions.weigh(by=cast.coordinator, program=cast.program, settings=likes)
    moved = {each.mentee: each for each in queries.effect_of(cast.program, lives).moved}
    assert (moved[rose.person.display_name].before, moved[rose.person.display_name].after) == (
        "Chess Test",
        "Parent Test",
    )


def test_weights_that_are_all_zero_are_refused_in_words(
    cast: Cast, coordinator: Client, act: Act
) -> None:
    nothing = dict.fromkeys((name for name, _worth in Weights().items()), 0)
    page = act(coordinator, _path(cast), factory.WEIGHING | nothing | {"keep": ""})
    assert page.status_code == 422
    assert page.context["form"].errors["top_three"] == ["At least one weight must be above zero."]
    assert Weighing.objects.count() == 0


def test_only_staff_of_the_program_weighs(cast: Cast) -> None:
    for person in (cast.mentee, cast.mentor, cast.outsider):
        with pytest.raises(Refused):
            actions.weigh(by=person, program=cast.program, settings=Settings())
