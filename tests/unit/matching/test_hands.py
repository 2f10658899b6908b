"""Several threads at one piece of work, in order."""

from __future__ import annotations

import time

import pytest

from cairn.matching.engine.hands import in_order


@pytest.mark.parametrize("hands", [1, 2, 4])
def test_pieces_come_back_in_their_order_however_long_each_takes(hands):
    def slowly(piece):
        time.sleep(0.01 if piece % 3 == 0 else 0)
        return piece * piece

    assert list(in_order(slowly, iter(range(20)), hands=hands)) == [n * n for n in range(20)]
    assert list(in_order(slowly, iter(()), hands=hands)) == []


def test_only_a_few_pieces_are_taken_ahead():
    taken = []
    pieces = (taken.append(n) or n for n in range(100))
    begun = in_order(lambda piece: piece, pieces, hands=2)
    assert next(begun) == 0
    assert len(taken) <= 4


@pytest.mark.parametrize("hands", [1, 3])
def test_what_goes_wrong_with_a_piece_is_not_lost(hands):
    with pytest.raises(ZeroDivisionError):
        list(in_order(lambda piece: 1 // piece, iter((1, 0, 1)), hands=hands))
