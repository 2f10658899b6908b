"""The app."""

from django.apps import AppConfig


class ArrivalsConfig(AppConfig):
    """Arrivals."""

    name = "cairn.arrivals"
