"""Asking takes under five minutes, as docs/adr/0060 reckons it: on the real pages, all filled in."""

import re
from html.parser import HTMLParser

import pytest
from django.core.cache import cache

from cairn.arrivals import forms
from tests import figures
from tests.conftest import Browser
from tests.factories import arrivals

READ = 60 / 175  # seconds a word: Brysbaert 2019, of most adults the slowest
TYPED = 0.5  # seconds a letter: Card, Moran and Newell 1980, letters without a sense
CHOSEN = 1.35 + 1.1  # seconds a tap: the same, to make up one's mind and to point
FIVE_MINUTES = 300
SAID = {
    "name": "Yarrow",
    "language": "en",
    "reach": "phone",
    "phone": "555 010 0199",
    "email": "yarrow@example.org",
    "may_say": "on",
    "times": "after five",
    "wants_gender": "same",
    "meets": "in_person",
    "free": ["evenings", "weekends"],
    "words": "I was here last spring. I would like to go for walks.",
}
TYPED_IN = ("name", "phone", "email", "times", "words")


class Reader(HTMLParser):
    """What stands on a page to be read, piece by piece, what it says to machines alone left out."""

    silent = ("script", "style", "svg", "title")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.inside: list[str] = []
        self.feed(page.partition("<main")[2].partition("</main>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.silent or ("class", "unseen") in attrs:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.inside and tag == self.inside[-1]:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        said = " ".join(data.split())
        if said and not self.inside:
            self.pieces.append(said)


@pytest.fixture(autouse=True)
def _nobody_tried_before() -> None:
    cache.clear()


def test_asking_takes_under_five_minutes_with_every_part_filled_in(cast) -> None:
    pages, taps = walked(Browser(), arrivals.door(cast).code)
    pieces = dict.fromkeys(piece for page in pages for piece in Reader(page).pieces)
    words = sum(len(re.findall(r"\w+", piece)) for piece in pieces)
    letters = sum(len(str(SAID[name])) for name in TYPED_IN)
    seconds = words * READ + letters * TYPED + taps * CHOSEN
    told = f"{words} words, {letters} letters, {taps} taps: {seconds:.0f} s"
    figures.tell("asking for a mentor", told)
    assert seconds < FIVE_MINUTES, told


def test_every_field_there_is_was_filled_in() -> None:
    assert {name for step in forms.STEPS for name in step.base_fields} == SAID.keys()


def walked(browser: Browser, code: str) -> tuple[list[str], int]:
    """Go all the way to the thanks; return the pages as they were read, and how often one tapped."""
    place = f"/ask/{code}/"
    pages = [browser.get(place).content.decode()]
    place = browser.post(place, {"own": "on"}).headers["Location"]
    taps = 2
    for step, form in enumerate(forms.STEPS):
        place = f"/asking/?step={step}"
        pages.append(browser.get(place).content.decode())
        said = {name: SAID[name] for name in form.base_fields}
        assert browser.post(place, said).status_code == 303
        taps += 1 + sum(len(each) if isinstance(each, list) else 1 for each in said.values())
    place = f"/asking/?step={len(forms.STEPS)}"
    pages.append(browser.get(place).content.decode())
    browser.post(place)
    return [*pages, browser.get("/asking/").content.decode()], taps + 1
