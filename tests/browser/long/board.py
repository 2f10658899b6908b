"""The board, worked by keyboard alone: sixteen people wait, or (CAIRN_TRUST=long) a thousand."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from playwright.sync_api import expect

from tests import promises
from tests.browser.hands import Keys
from tests.browser.journey import Journey
from tests.browser.visiting import DESK, Visitor

PEOPLE = promises.many(16, 1_000)
MENTORS = PEOPLE // 4


def test_pin_forbid_override_and_offer_by_keyboard_alone(
    visitor: Callable[..., Visitor], tmp_path: Path
) -> None:
    journey = Journey(partial(visitor, size=DESK), Keys, "Board", tmp_path, is_live=True)
    hands = journey.coordinator
    journey.sign_in_to_the_demo()
    journey.create_a_program()
    _import(hands, tmp_path / "roster.csv")
    hands.follow("Matching", "nav")
    hands.follow(re.compile("Lantern Board"), "main")
    hands.sees(f"{PEOPLE} waiting, {MENTORS} mentors free.")
    hands.press("Suggest matches", "main")
    _comes(hands, "The best set, proven.")
    _wish(hands, "Pin", "Pinned. The next run keeps these two together.")
    _wish(hands, "Forbid", "Ruled out. The next run looks for someone else.")
    _override(hands)
    hands.press("Offer this one", "#why")
    hands.sees("Offered to 1 person.")
    hands.press(re.compile("^Offer these"), "main")
    _comes(hands, f"Offered to {MENTORS - 2} people.")  # one mentor is proposed twice


def _comes(hands: Keys, words: str) -> None:
    """See words that a thousand people keep the server from saying at once."""
    expect(hands.page.get_by_text(words).first).to_be_visible(timeout=60_000)


def _import(hands: Keys, file: Path) -> None:
    file.write_text("\n".join(_rows()), encoding="utf-8")
    hands.follow("Import a roster", "main")
    hands.attach("Roster file", file)
    hands.press("Look at it first", "main")
    hands.press(re.compile("^Import"), "main")
    _comes(hands, f"Mentees, {PEOPLE}")


def _rows() -> Iterator[str]:
    yield "ref,role,display_name,languages,waiting_since,cleared,trained,capacity"
    for number in range(PEOPLE):
        yield f"E{number},mentee,Wren {number},en,2026-01-{number % 28 + 1:02},,,"
    for number in range(MENTORS):
        yield f"R{number},mentor,Oak {number},en,,yes,yes,1"


def _wish(hands: Keys, button: str, said: str) -> None:
    """Say it of the pair that is chosen, and take it back."""
    hands.press(button, "#why")
    hands.sees(said)
    hands.press("Take it back", "#why")
    hands.sees("Taken back.")


def _override(hands: Keys) -> None:
    hands.follow("Override, with a reason", "#why")
    hands.sees("You may know something")
    hands.pick(re.compile("^Oak"), "Who instead")
    hands.write("Why", "They asked for each other.")
    hands.press("Propose them instead", "main")
    hands.sees("Overridden, because:")
