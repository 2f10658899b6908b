"""A page open on one web process shows what came through another."""

from playwright.sync_api import Browser, expect

from tests.browser.conftest import Filled
from tests.browser.hands import Pointer
from tests.browser.visiting import Visitor
from tests.serving import Ground, Site

WORDS = "From the other side of the house."


def test_a_message_sent_through_one_process_appears_on_a_page_open_on_the_other(
    chromium: Browser, ground: Ground, site: Site
) -> None:
    """Two of their own: forms that other tests send part those that were here."""
    filled = Filled(**ground.run("tests.filling"))
    with ground.serving("--demo", "--no-worker") as other:
        reader = Visitor.at(other.url, chromium, session=filled.sessions["mentee"])
        writer = Visitor.at(site.url, chromium, session=filled.sessions["mentor"])
        for one in (reader, writer):
            one.go(filled.paths["conversation"])
        hands = Pointer(writer.page)
        hands.write("Write to Rowan Test", WORDS)
        hands.press("Send", "main")
        expect(reader.page.get_by_text(WORDS)).to_be_visible()
        for one in (reader, writer):
            one.leave()
    assert reader.faults + writer.faults == []
