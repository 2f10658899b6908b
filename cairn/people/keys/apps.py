"""The app."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    """Wrapped keys of persons, routed to the key store."""

    name = "cairn.people.keys"
    label = "keys"
