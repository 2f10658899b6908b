"""The main job end to end, in a real browser: with a pointer, without scripts, by keyboard alone."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.browser.hands import Keys, Pointer
from tests.browser.journey import Journey
from tests.browser.visiting import DESK, PHONE, Visitor


def test_from_a_roster_to_a_first_stone_on_a_phone(visitor: Callable[..., Visitor], tmp_path: Path):
    Journey(partial(visitor, size=PHONE), Pointer, "Phone", tmp_path, is_live=True).walk()


def test_from_a_roster_to_a_first_stone_by_keyboard_alone(
    visitor: Callable[..., Visitor], tmp_path: Path
):
    """On a desk; what a key does there, a pointer does on a phone."""
    Journey(partial(visitor, size=DESK), Keys, "Keys", tmp_path, is_live=True).walk()


def test_from_a_roster_to_a_first_stone_without_scripts(
    visitor: Callable[..., Visitor], tmp_path: Path
):
    plain = partial(visitor, size=PHONE, java_script_enabled=False)
    Journey(plain, Pointer, "Plain", tmp_path, is_live=False).walk()
