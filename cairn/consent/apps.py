"""Registers the app."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """The consent app."""

    name = "cairn.consent"
