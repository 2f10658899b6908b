"""The same doors for machines."""

from cairn.mentorship.api import agreements, calendars, meetings, walks
from cairn.mentorship.api.router import router

__all__ = ["agreements", "calendars", "meetings", "router", "walks"]
