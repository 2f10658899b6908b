"""Rows of different lengths that stand one after the other."""

from __future__ import annotations

import numpy as np

from cairn.matching.engine.market import Ints


def firsts_of(lengths: Ints) -> Ints:
    """Where each of so many rows of these lengths begins."""
    firsts: Ints = np.cumsum(lengths) - lengths
    return firsts


def entries(firsts: Ints, lengths: Ints) -> tuple[Ints, Ints]:
    """The entries of some rows: which of these rows each is in, and where it stands."""
    rows = np.repeat(np.arange(len(lengths)), lengths)
    skipped = np.repeat(firsts - firsts_of(lengths), lengths)
    return rows, skipped + np.arange(len(rows))


def padded(firsts: Ints, lengths: Ints) -> tuple[Ints, np.ndarray]:
    """The same as a table, a row each, with an arbitrary entry past the end; which are not past."""
    column = np.arange(lengths.max(initial=0))
    is_there = column < lengths[:, None]
    return np.where(is_there, firsts[:, None] + column, 0), is_there
