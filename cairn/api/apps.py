"""The app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API."""

    name = "cairn.api"
