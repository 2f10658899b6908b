"""Reads for runs and pages, each in a number of queries that no number of people changes."""

from cairn.matching.queries.board import (
    Board,
    Waiting,
    approvable,
    board,
    run_under_way,
    waiting_counts,
)
from cairn.matching.queries.choosing import (
    Candidate,
    Choice,
    Request,
    choices_of,
    places_to_ask,
    request,
    requests_of,
)
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

__all__ = [
    "NO_ANSWERS",
    "Board",
    "Candidate",
    "Choice",
    "ProgramPool",
    "Request",
    "Row",
    "State",
    "Waiting",
    "approvable",
    "assembled",
    "board",
    "choices_of",
    "free_places",
    "holds_in",
    "offering_in",
    "places_to_ask",
    "pool_of",
    "possible_pairs",
    "request",
    "requests_of",
    "run_under_way",
    "settings_of",
    "topics_of",
    "waiting_counts",
    "waiting_in",
]
