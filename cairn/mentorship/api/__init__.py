"""The same doors for machines."""

from cairn.mentorship.api import (
    agreements,
    calendars,
    changing,
    closings,
    meetings,
    notes,
    pulse,
    silence,
    support,
    walks,
)
from cairn.mentorship.api.router import router

__all__ = [
    "agreements",
    "calendars",
    "changing",
    "closings",
    "meetings",
    "notes",
    "pulse",
    "router",
    "silence",
    "support",
    "walks",
]
