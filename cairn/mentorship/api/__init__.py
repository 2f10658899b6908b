"""The same doors for machines."""

from cairn.mentorship.api import walks
from cairn.mentorship.api.router import router

__all__ = ["router", "walks"]
