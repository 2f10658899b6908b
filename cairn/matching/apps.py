"""The app."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Matching."""

    name = "cairn.matching"
