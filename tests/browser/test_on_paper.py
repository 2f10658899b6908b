"""The dates of two people, printed: for whoever has no phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.visiting import Visitor, demo_session


@pytest.mark.parametrize(("role", "list_of"), [("mentor", "/people/"), ("coordinator", "/pairs/")])
def test_of_a_pair_paper_holds_their_names_and_the_meetings_to_come_alone(
    visitor: Callable[..., Visitor], role: str, list_of: str
) -> None:
    page = visitor(session=demo_session(visitor(), role)).page
    page.goto(list_of)
    links = page.locator('main a[href^="/walk/"]').all()
    assert any(_has_dates(page, path) for path in [link.get_attribute("href") for link in links])
    page.emulate_media(media="print")
    shown = page.locator("main > *:visible")
    assert [each.get_attribute("data-paper") for each in shown.all()] == [None, ""]
    assert shown.first.evaluate("header => header.tagName") == "HEADER"
    assert page.locator("main :is(form, .button, .quiet, .person-when):visible").count() == 0
    assert page.locator(":is(.top, .dock):visible").count() == 0


def _has_dates(page: Page, path: str | None) -> bool:
    page.goto(str(path))
    return page.locator("[data-paper] :is(li, dt)").count() > 0
