"""The app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Home."""

    name = "cairn.home"
