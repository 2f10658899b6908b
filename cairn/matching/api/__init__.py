"""The same doors for machines."""

from cairn.matching.api import avoiding, matching
from cairn.matching.api.router import router

__all__ = ["avoiding", "matching", "router"]
