"""The app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The design system."""

    name = "cairn.ui"
