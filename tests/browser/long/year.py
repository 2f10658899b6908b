"""A year of a mentorship in a real browser, the server's clock moved; and another one."""

from pathlib import Path

import pytest

from tests import promises
from tests.browser.visiting import DESK, PHONE
from tests.browser.year.living import lived

FEWEST = 80
"""How much is read at the least, or it was no year."""

pytestmark = pytest.mark.slow


def test_a_year_from_asking_to_a_good_ending(django_db_setup: None, tmp_path: Path) -> None:
    _told(lived(tmp_path / "year", "year", "en", size=PHONE))


def test_a_year_without_scripts_in_spanish(django_db_setup: None, tmp_path: Path) -> None:
    plain = {"size": DESK, "java_script_enabled": False, "locale": "es-MX"}
    _told(lived(tmp_path / "year", "plain", "es", **plain))


def _told(found: tuple[int, int]) -> None:
    read, days = found
    figure = f"{read} things read on {days} days"
    promises.found("a lived year", figure, is_kept=read >= FEWEST)
