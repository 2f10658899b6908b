"""Who walks with whom: a whole pool matched at once, to the proven best, with reasons.

Pure: values in, values out. No clock, no database, no framework; equal inputs give equal results.

Two aims, in this order: as many people matched as can be; then the largest sum of integers, one a
pair (`fit.score`). They are solved as one: every pair is worth its score and, on top, a
`count_weight` that is more than twice what all scores could add up to, so that one person more
always outweighs any points. A worth, a price, a cost is therefore so many times the weight, the
people, and what is over or under, the points (`market.split`). A pair's own integer never carries
the weight.

    result = match(pool, settings=Settings(), on=date(2026, 11, 22))
    assert verify(result, pool, settings=Settings())
"""

from cairn.matching.engine import _blas  # noqa: F401 - before anything that loads NumPy
from cairn.matching.engine.proof import Check, verify
from cairn.matching.engine.record import from_data, to_data
from cairn.matching.engine.results import Result
from cairn.matching.engine.run import match, scores, stands_in_the_way
from cairn.matching.engine.values import Mentee, Mentor, Pool, Settings, Unusable, Weights

__all__ = [
    "Check",
    "Mentee",
    "Mentor",
    "Pool",
    "Result",
    "Settings",
    "Unusable",
    "Weights",
    "from_data",
    "match",
    "scores",
    "stands_in_the_way",
    "to_data",
    "verify",
]
