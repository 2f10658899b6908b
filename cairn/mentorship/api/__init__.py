"""The same doors for machines."""

from cairn.mentorship.api import agreements, walks
from cairn.mentorship.api.router import router

__all__ = ["agreements", "router", "walks"]
