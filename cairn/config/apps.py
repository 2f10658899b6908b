"""The app."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Settings, routes and commands."""

    name = "cairn.config"
