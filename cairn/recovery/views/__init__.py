"""Checking in, one's own plans, and what is shared of them."""

from cairn.recovery.views.days import check_in, plan, start
from cairn.recovery.views.plans import (
    leave_suggestion,
    old_plan,
    own_plan,
    plan_versions,
    take_suggestion,
    write_plan,
)
from cairn.recovery.views.sharing import shared, suggest

__all__ = [
    "check_in",
    "leave_suggestion",
    "old_plan",
    "own_plan",
    "plan",
    "plan_versions",
    "shared",
    "start",
    "suggest",
    "take_suggestion",
    "write_plan",
]
