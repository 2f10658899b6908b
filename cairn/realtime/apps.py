"""The app."""

from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    """The realtime app."""

    name = "cairn.realtime"
