"""A run is asked for, people decide about it, choose and answer."""

from cairn.matching.actions.answering import accept, ask_for_others, choose, not_free, you_choose
from cairn.matching.actions.avoiding import avoid, take_back
from cairn.matching.actions.deciding import (
    approve,
    approve_all,
    forbid,
    lift,
    override,
    pin,
    suggest,
    weigh,
)
from cairn.matching.actions.looking import (
    look_at_board,
    look_at_explained,
    look_at_others,
    look_at_proposals,
    read_request,
)

__all__ = [
    "accept",
    "approve",
    "approve_all",
    "ask_for_others",
    "avoid",
    "choose",
    "forbid",
    "lift",
    "look_at_board",
    "look_at_explained",
    "look_at_others",
    "look_at_proposals",
    "not_free",
    "override",
    "pin",
    "read_request",
    "suggest",
    "take_back",
    "weigh",
    "you_choose",
]
