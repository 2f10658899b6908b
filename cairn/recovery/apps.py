"""The app."""

from django.apps import AppConfig


class RecoveryConfig(AppConfig):
    """Recovery, day by day."""

    name = "cairn.recovery"
