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
from cairn.matching.engine.groups import Kind
from cairn.matching.engine.many_places import squares_between
from cairn.matching.engine.results import Cause
from cairn.matching.engine.scorer import Columns, Look, Rows, Scorer, cut
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
    columns = scorer.columns(scorer.coming.by_meets(np.arange(len(mentors))))
    found: list[tuple[Cause, ...]] = [()] * len(people)
    for kind, first, last in scorer.groups:
        for rows in cut(kind, first, last, len(mentors)):
            for mentee, causes in zip(
                scorer.order[rows.within], _causes(scorer, rows, columns), strict=True
            ):
                found[mentee] = causes
    return found


def _causes(scorer: Scorer, rows: Rows, columns: Columns) -> Iterator[tuple[Cause, ...]]:
    seen = scorer.look(rows, columns)
    codes = _codes(scorer, rows, columns, seen)
    nobody = np.bitwise_and.reduce(codes, axis=1)
    somebody_fits = (codes == 0).any(axis=1)
    squares = squares_between(scorer.lived.some(rows.within), columns.lived)
    squares[:, ~columns.lived.known] = np.inf
    squares[~scorer.lived.known[rows.within]] = np.inf
    for row, fits in enumerate(somebody_fits):
        here = (codes[row], seen.minutes[row], seen.fits[row], squares[row])
        causes = (
            () if fits else [_cause(code, bool(nobody[row] & BIT[code]), *here) for code in BIT]
        )
        telling = [cause for cause in causes if cause.nobody or cause.mentors]
        yield tuple(sorted(telling, key=lambda cause: (not cause.nobody, -cause.mentors)))


def _codes(scorer: Scorer, rows: Rows, columns: Columns, seen: Look) -> Codes:
    codes = np.zeros(seen.fits.shape, np.uint8)
    codes[scorer.private_among(rows, columns)] = BIT[AWAY]
    codes |= _codes_of_kind(scorer, rows.kind)[columns.numbers]
    codes[~seen.reachable] |= BIT["place"]
    codes[~seen.enough] |= BIT["time"]
    codes[seen.fits < scorer.terms.settings.floor * 100] |= BIT["fit"]
    return codes


def _codes_of_kind(scorer: Scorer, kind: Kind) -> Codes:
    keeps = {
        **scorer.coming.keep(kind),
        "clearance": scorer.coming.ready,
        AWAY: scorer.coming.has_place,
    }
    codes = np.zeros(scorer.mentors, np.uint8)
    for code, kept in keeps.items():
        codes[~kept] |= BIT[code]
    return codes


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
