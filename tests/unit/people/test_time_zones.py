import pytest

from cairn.people import time_zones


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("America/New_York", "America/New_York"),
        ("america/new york", "America/New_York"),
        ("UTC", "UTC"),
        ("Mars/Olympus", None),
        ("../etc/passwd", None),
        ("localtime", None),
        ("", None),
    ],
)
def test_a_time_zone_is_known_by_its_name_however_it_is_spelled(given, name):
    assert time_zones.recognize(given) == name
