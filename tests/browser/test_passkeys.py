"""From `cairn init` to a passkey, in a real browser with a virtual authenticator."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.behavior.config.machine import cairn, free_port, serving
from tests.browser.visiting import CHROMIUM

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "seven gray stones by the river"


@pytest.fixture
def page() -> Iterator[Page]:
    """Open a browser whose device keeps passkeys and says yes to each."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(locale="en-US", viewport={"width": 360, "height": 780})
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        yield page
        browser.close()


@pytest.fixture
def address(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Serve a fresh installation; yield its address and the code of its admin's invitation."""
    made = cairn(
        *("init", "--organization", "Harbor Street", "--country", "US", "--email", "a@example.org"),
        data=tmp_path / "data",
    )
    code = re.findall(r"/join/([\w-]+)/", made.stdout)[0]
    port = free_port()
    with serving(tmp_path / "data", port):
        yield f"http://localhost:{port}", code


def test_a_passkey_signs_in_alone_and_is_the_second_step_after_a_password(
    page: Page, address: tuple[str, str]
) -> None:
    home, code = address
    faults = _heard(page)
    _join(page, f"{home}/join/{code}/")
    _keep_a_passkey(page)

    _sign_out(page, home)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(f"{home}/")
    page.goto(f"{home}/me/signing-in/passkeys/")
    expect(page.locator("bdi", has_text="My phone")).to_be_visible()

    _sign_out(page, home)
    page.get_by_label("E-mail").fill("a@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(f"{home}/")
    assert faults == []


def _heard(page: Page) -> list[str]:
    """Collect what the browser complains of: a script refused, an error nobody caught."""
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    return faults


def _join(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("E-mail").fill("a@example.org")
    page.get_by_label("A password").fill(PASSWORD)
    page.get_by_role("button", name="Join", exact=True).click()


def _keep_a_passkey(page: Page) -> None:
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("What to call it").fill("My phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Spare codes")).to_be_visible()


def _sign_out(page: Page, home: str) -> None:
    page.goto(f"{home}/me/")
    page.get_by_role("button", name="Sign out").click()
