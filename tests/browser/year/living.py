"""A year, lived at a server of its own."""

from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.browser.visiting import Visitor, chromium_running
from tests.browser.year.hand import moving
from tests.browser.year.windows import ZONE, Windows
from tests.browser.year.year import Year

BEGINS = datetime(2026, 10, 5, 10, 0, tzinfo=ZONE)


def lived(folder: Path, name: str, language: str, **how: Any) -> tuple[int, int]:
    """Live it in windows of a kind, of which none may complain, or ask another host.

    Returns how many things were read, on how many days.
    """
    begun = moving(name, folder, language, BEGINS)
    with chromium_running() as chromium, begun as (site, hand):
        windows = Windows(lambda: _opened(site.url, chromium, how), hand, language, BEGINS)
        Year(windows).live()
        opened = list(windows.visitors.values())
        for one in opened:
            one.leave()
    assert [fault for one in opened for fault in one.faults] == []
    assert [asked for one in opened for asked in one.abroad] == []
    return windows.read, windows.days


def _opened(url: str, chromium: Browser, how: dict[str, Any]) -> Visitor:
    return Visitor.at(url, chromium, **how)
