"""A page that is open shows nothing more once its session is over."""

import re
from collections.abc import Callable

from playwright.sync_api import Route, expect

from tests.browser.visiting import Visitor, demo_session

_SIGN_IN = re.compile(r"/sign-in/\?next=/plan/$")
_CLOSED = re.compile(r"/sign-in/\?next=/plan/%3Fby-itself%3D1$")
_SOONER = 6  # seconds
_THEIRS = "When it gets hard"
_STREAM = "**/live"


def _read_their_plan(reader: Visitor) -> None:
    demo_session(reader, "mentee")
    reader.go("/plan/")
    expect(reader.page.locator("main")).to_contain_text(_THEIRS)


def _sign_out_everywhere(other: Visitor) -> None:
    demo_session(other, "mentee")
    other.go("/me/devices/")
    other.page.locator("main form[action='/me/sign-out/'] button").click()
    other.page.wait_for_url("**/sign-in/**")


def test_a_page_goes_when_its_person_signs_out_everywhere(
    visitor: Callable[..., Visitor],
) -> None:
    reader = visitor()
    _read_their_plan(reader)
    _sign_out_everywhere(visitor())
    expect(reader.page.locator("main")).to_be_hidden()
    expect(reader.page).to_have_url(_SIGN_IN)


def test_a_page_goes_when_it_asks_for_news_after_its_session_ended(
    visitor: Callable[..., Visitor],
) -> None:
    """As a phone does that slept: it hears nothing of the end, and is refused when it asks."""
    reader = visitor()
    reader.context.route(_STREAM, lambda route: route.abort())
    _read_their_plan(reader)
    _sign_out_everywhere(visitor())
    reader.context.unroute(_STREAM)
    expect(reader.page).to_have_url(_SIGN_IN, timeout=20_000)
    reader.faults.clear()  # the browser complains of the stream that was kept from it


def test_without_scripts_a_page_on_a_shared_device_goes_once_its_session_is_over(
    visitor: Callable[..., Visitor],
) -> None:
    reader = visitor(java_script_enabled=False)
    _read_their_plan(reader)
    reader.go("/me/devices/")
    reader.page.locator("form[action='/me/devices/shared/'] button").click()
    expect(reader.page.locator("main")).to_contain_text("It counts as shared")
    reader.context.route("**/plan/", _sooner)
    reader.go("/plan/")
    expect(reader.page.locator("main noscript p")).to_be_visible()
    expect(reader.page.locator("main")).to_contain_text(_THEIRS)
    _sign_out_everywhere(visitor())
    expect(reader.page).to_have_url(_CLOSED, timeout=_SOONER * 2_000)
    expect(reader.page.locator("body")).not_to_contain_text(_THEIRS)


def _sooner(route: Route) -> None:
    """Let a page close in seconds, as nobody waits here for a quarter of an hour."""
    answer = route.fetch()
    page = answer.text()
    assert 'content="905;url=' in page
    route.fulfill(response=answer, body=page.replace('"905;', f'"{_SOONER};'))
