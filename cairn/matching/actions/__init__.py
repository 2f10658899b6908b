"""A run is asked for, people decide about it, choose and answer."""

from cairn.matching.actions.answering import accept, ask_for_others, choose, not_free, you_choose
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

__all__ = [
    "accept",
    "approve",
    "approve_all",
    "ask_for_others",
    "choose",
    "forbid",
    "lift",
    "not_free",
    "override",
    "pin",
    "suggest",
    "weigh",
    "you_choose",
]
