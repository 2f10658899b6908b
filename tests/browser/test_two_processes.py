"""A page open on one web process shows what came through another."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests import serving
from tests.browser.hands import Pointer
from tests.browser.visiting import Visitor

WORDS = "From the other side of the house."


def test_a_message_sent_through_one_process_appears_on_a_page_open_on_the_other(
    chromium: Browser, tmp_path: Path, testrun_uid: str
) -> None:
    """In databases of its own: forms that other tests send part the two who write."""
    ground, told = serving.filled("writing", tmp_path / "writing", "site", testrun_uid)
    with ground.serving("--no-worker") as here, ground.serving("--no-worker") as there:
        reader = Visitor.at(here.url, chromium, session=told["sessions"]["mentee"])
        writer = Visitor.at(there.url, chromium, session=told["sessions"]["mentor"])
        for one in (reader, writer):
            one.go(told["paths"]["conversation"])
        hands = Pointer(writer.page)
        hands.write("Write to Rowan Test", WORDS)
        hands.press("Send", "main")
        expect(reader.page.get_by_text(WORDS)).to_be_visible()
        for one in (reader, writer):
            one.leave()
    assert reader.faults + writer.faults == []
