"""The app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons and what is theirs."""

    name = "cairn.people"
