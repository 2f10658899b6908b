"""Reads for runs and pages, each in a number of queries that no number of people changes."""

from cairn.matching.queries.avoided import avoided_of, places_about, said_by
from cairn.matching.queries.board import (
    Board,
    Waiting,
    approvable,
    board,
    proposals_of,
    run_under_way,
    served,
    waiting_counts,
)
from cairn.matching.queries.choosing import (
    Candidate,
    Choice,
    Request,
    choices_of,
    offers_of,
    offers_to,
    places_to_ask,
    request,
    requests_of,
    shown_to,
)
from cairn.matching.queries.explaining import Explained, explained, matches_in
from cairn.matching.queries.fairness import Grouping, fairness_of
from cairn.matching.queries.others import Other, Others, WhyNot, others_for
from cairn.matching.queries.pool import (
    ProgramPool,
    assembled,
    free_places,
    holds_in,
    offering_in,
    pool_of,
    possible_pairs,
    settings_of,
    topics_of,
    waiting_in,
)
from cairn.matching.queries.rows import NO_ANSWERS, Row, State
from cairn.matching.queries.sheet import with_runs
from cairn.matching.queries.waits import Wait, wait_of
from cairn.matching.queries.weighing import Effect, effect_of, weighings_of
from cairn.matching.queries.whatif import Need, needs_of, outlooks

__all__ = [
    "NO_ANSWERS",
    "Board",
    "Candidate",
    "Choice",
    "Effect",
    "Explained",
    "Grouping",
    "Need",
    "Other",
    "Others",
    "ProgramPool",
    "Request",
    "Row",
    "State",
    "Wait",
    "Waiting",
    "WhyNot",
    "approvable",
    "assembled",
    "avoided_of",
    "board",
    "choices_of",
    "effect_of",
    "explained",
    "fairness_of",
    "free_places",
    "holds_in",
    "matches_in",
    "needs_of",
    "offering_in",
    "offers_of",
    "offers_to",
    "others_for",
    "outlooks",
    "places_about",
    "places_to_ask",
    "pool_of",
    "possible_pairs",
    "proposals_of",
    "request",
    "requests_of",
    "run_under_way",
    "said_by",
    "served",
    "settings_of",
    "shown_to",
    "topics_of",
    "wait_of",
    "waiting_counts",
    "waiting_in",
    "weighings_of",
    "with_runs",
]
