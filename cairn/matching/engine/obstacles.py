"""What stands in the way of someone nobody fits, as far as it may be said.

For each open rule: how many mentors would do but for it alone, how near the nearest of them comes,
and whether nobody at all keeps it. A mentor under a private rule counts exactly as one who is full
or away, so that nothing here can be told from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from cairn.matching.engine import places
from cairn.matching.engine.feasible import AWAY, Terms
from cairn.matching.engine.groups import Kind, by_meets, distinct
from cairn.matching.engine.many_places import squares_between
from cairn.matching.engine.market import Ints
from cairn.matching.engine.results import Cause
from cairn.matching.engine.scorer import AT_ONCE, Columns, Look, Scorer
from cairn.matching.engine.values import Mentee, Mentor

OPEN_CODES = ("language", "gender", "meets", "place", "time", "clearance", AWAY, "fit")
BIT = {code: np.uint8(1 << at) for at, code in enumerate(OPEN_CODES)}

Codes = npt.NDArray[np.uint8]
"""Of every pair the open codes of the rules it breaks, one bit each."""

NOBODY_AT_ALL = (Cause(AWAY, 0, nobody=True),)


def causes_for(
    people: Sequence[Mentee], mentors: Sequence[Mentor], terms: Terms
) -> list[tuple[Cause, ...]]:
    """For each mentee what stands in the way, the most telling first; nothing where somebody fits.

    First what nobody keeps, then what keeps the most from doing.
    """
    if not mentors:
        return [NOBODY_AT_ALL for _ in people]
    scorer = Scorer(people, mentors, terms)
    columns = scorer.columns(by_meets(np.arange(len(mentors)), scorer.groups.mentor_meets))
    found: list[tuple[Cause, ...]] = [()] * len(people)
    order = by_meets(np.arange(len(people)), scorer.groups.mentee_meets)
    piece = max(1, AT_ONCE // len(mentors))
    for start in range(0, len(people), piece):
        rows = order[start : start + piece]
        for mentee, causes in zip(rows, _causes(scorer, rows, columns), strict=True):
            found[mentee] = causes
    return found


def _causes(scorer: Scorer, rows: Ints, columns: Columns) -> Iterator[tuple[Cause, ...]]:
    seen = scorer.look(rows, columns)
    codes = _codes(scorer, rows, columns.numbers, seen)
    nobody = np.bitwise_and.reduce(codes, axis=1)
    here = scorer.lived.some(rows)
    squares = squares_between(here, columns.lived)
    squares[:, ~columns.lived.known] = np.inf
    squares[~here.known] = np.inf
    for row, kept in enumerate(codes):
        mine = (kept, seen.minutes[row], seen.fits[row], squares[row])
        missed = [_cause(code, bool(nobody[row] & BIT[code]), *mine) for code in BIT]
        telling = [cause for cause in missed if cause.nobody or cause.mentors]
        most_first = sorted(telling, key=lambda cause: (not cause.nobody, -cause.mentors))
        yield () if (kept == 0).any() else tuple(most_first)


def _codes(scorer: Scorer, rows: Ints, columns: Ints, seen: Look) -> Codes:
    may_be = np.ones(seen.fits.shape, bool)
    scorer.keep_apart(may_be, rows, columns)
    kinds, kind_at = distinct([scorer.groups.kinds[row] for row in rows])
    codes = np.array([_codes_of_kind(scorer, kind)[columns] for kind in kinds])[kind_at]
    codes |= ~may_be * BIT[AWAY]
    codes |= ~seen.reachable * BIT["place"]
    codes |= ~seen.enough * BIT["time"]
    codes |= (seen.fits < scorer.terms.settings.floor * 100) * BIT["fit"]
    return codes


def _codes_of_kind(scorer: Scorer, kind: Kind) -> Codes:
    groups = scorer.groups
    keeps = {**groups.keep(kind), "clearance": groups.ready, AWAY: groups.has_place}
    codes = np.array([~kept * BIT[code] for code, kept in keeps.items()])
    together: Codes = np.bitwise_or.reduce(codes)
    return together


def _cause(  # noqa: PLR0917 - what was seen of one mentee
    code: str,
    nobody: bool,  # noqa: FBT001 - a claim
    codes: Codes,
    minutes: npt.NDArray[np.float32],
    fits: npt.NDArray[np.int32],
    squares: npt.NDArray[np.float64],
) -> Cause:
    but_for_it = codes == BIT[code]
    mentors = int(but_for_it.sum())
    nearest = None
    if mentors and code == "time":
        nearest = int(minutes[but_for_it].max())
    elif mentors and code == "fit":
        nearest = int(fits[but_for_it].max())
    elif mentors and code == "place" and np.isfinite(squares[but_for_it].min()):
        nearest = round(places.kilometers(float(squares[but_for_it].min())))
    return Cause(code, mentors, nobody, nearest)
