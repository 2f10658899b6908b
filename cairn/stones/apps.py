"""The app."""

from django.apps import AppConfig


class StonesConfig(AppConfig):
    """The cairn."""

    name = "cairn.stones"
