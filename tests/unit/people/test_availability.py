import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.people import availability

MON, FRI, SUN = 0, 4 * 1440, 6 * 1440


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", ()),
        ("mon 18:00-21:00", ((MON + 1080, MON + 1260),)),
        ("  Mon  18:00 - 21:00 ; ", ((MON + 1080, MON + 1260),)),
        ("monday 9:00–11:00", ((MON + 540, MON + 660),)),
        ("fri 22:00-01:00", ((FRI + 1320, FRI + 1500),)),
        ("sun 22:00-01:00", ((SUN + 1320, SUN + 1500),)),
        ("mon 22:00-00:00", ((MON + 1320, MON + 1440),)),
        ("mon 22:00-24:00", ((MON + 1320, MON + 1440),)),
        ("mon 00:00-24:00", ((MON, MON + 1440),)),
        ("mon 00:00-00:00", ((MON, MON + 1440),)),
        ("fri 18:00-19:00, mon 18:00-19:00", ((1080, 1140), (FRI + 1080, FRI + 1140))),
        ("fri 22:00-01:00; fri 22:30-23:00", ((FRI + 1320, FRI + 1500),)),
        ("mon 18:00-20:00; mon 19:00-21:00", ((1080, 1260),)),
        ("mon 18:00-20:00; mon 20:00-21:00", ((1080, 1260),)),
        ("sun 22:00-02:00; mon 01:00-03:00", ((SUN + 1320, SUN + 1620),)),
        ("mon 00:00-01:00; sun 23:00-00:00", ((SUN + 1380, SUN + 1500),)),
    ],
)
def test_weekly_blocks_are_read_merged_and_put_in_order(text, blocks):
    assert availability.parse(text) == blocks


@pytest.mark.parametrize(
    "piece",
    [
        "mon 25:00-26:00",
        "mon 18:60-19:00",
        "mon 24:30-25:00",
        "mon 24:00-02:00",
        "mon 18:00-18:00",
        "mon 18:00",
        "18:00-21:00",
        "mon-fri 18:00-21:00",
        "mond 18:00-21:00",
        "mon 18:00-21:00 tue 18:00-21:00",
        "evenings",
        "mon ١٨:00-21:00",
    ],
)
def test_a_block_that_is_no_time_is_named(piece):
    with pytest.raises(availability.NotATime) as refusal:
        availability.parse(f"tue 18:00-19:00; {piece}")
    assert refusal.value.piece == piece


def test_a_week_filled_to_the_brim_is_one_block():
    text = "; ".join(f"{day} 00:00-00:00" for day in availability.DAYS)
    assert availability.parse(text) == ((0, 10080),)


def test_a_block_longer_than_a_day_is_written_a_day_at_a_time():
    assert availability.write(((1080, 2880 + 60),)) == (
        "mon 18:00-00:00; tue 00:00-00:00; wed 00:00-01:00"
    )


_BLOCKS = st.lists(
    st.tuples(st.integers(0, 10079), st.integers(1, 3000)).map(lambda b: (b[0], b[0] + b[1])),
    max_size=8,
).map(tuple)


@given(_BLOCKS)
def test_merged_blocks_cover_the_same_minutes_and_never_meet(blocks):
    merged = availability.merge(blocks)
    covered = {minute % 10080 for start, end in blocks for minute in range(start, end)}
    kept = [minute % 10080 for start, end in merged for minute in range(start, end)]
    assert sorted(kept) == sorted(covered)
    assert availability.merge(merged) == merged


@given(_BLOCKS)
def test_written_blocks_are_read_back_the_same(blocks):
    merged = availability.merge(blocks)
    assert availability.parse(availability.write(merged)) == merged
