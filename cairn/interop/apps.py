"""The app."""

from django.apps import AppConfig


class InteropConfig(AppConfig):
    """Import and export."""

    name = "cairn.interop"
