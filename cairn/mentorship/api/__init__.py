"""The same doors for machines."""

from cairn.mentorship.api import agreements, meetings, walks
from cairn.mentorship.api.router import router

__all__ = ["agreements", "meetings", "router", "walks"]
