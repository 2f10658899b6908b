"""A living organization of made-up people, the same every time it is built on the same day."""

from cairn.home.demo.build import accounts, build

__all__ = ["accounts", "build"]
