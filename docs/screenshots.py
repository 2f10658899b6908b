"""Takes the pictures of the README from a running demo: `make run`, then `make screenshots`."""

import sys
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

FOLDER = Path(__file__).parent / "screenshots"
CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PHONE: ViewportSize = {"width": 360, "height": 780}
DESK: ViewportSize = {"width": 1280, "height": 800}


class Shot(NamedTuple):
    """One picture: its name, who looks, at which page, on which screen."""

    name: str
    role: str
    path: str
    size: ViewportSize


SHOTS = (
    Shot("today-mentee", "mentee", "/", PHONE),
    Shot("choose", "newcomer", "/choose/", PHONE),
    Shot("talk", "mentee", "/talk/", PHONE),
    Shot("today-coordinator", "coordinator", "/", DESK),
    Shot("board", "coordinator", "/matching/", DESK),
)


def main() -> None:
    """Take every picture, in light and dark."""
    address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for shot in SHOTS:
            for light in ("light", "dark"):
                _take(chromium, address, shot, light)


def _take(chromium: Browser, address: str, shot: Shot, light: str) -> None:
    context = chromium.new_context(viewport=shot.size, color_scheme=light, locale="en-US")
    page = context.new_page()
    page.goto(f"{address}/demo/")
    page.locator(f"form:has(input[name=role][value={shot.role}]) button").click()
    page.wait_for_url(f"{address}/")
    page.goto(address + shot.path)
    _open_board(page)
    page.screenshot(path=FOLDER / f"{shot.name}-{shot.size['width']}-{light}.png")
    context.close()
    print(shot.name, light)


def _open_board(page: Page) -> None:
    """From the list of programs go on to the first board."""
    if page.url.endswith("/matching/"):
        page.locator("main a.row").first.click()
        page.wait_for_load_state()


if __name__ == "__main__":
    main()
