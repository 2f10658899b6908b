"""Sends the key store's table to its own database, and nothing else there."""

from typing import Any

from django.db.models import Model


class KeyStoreRouter:
    """The key store's table lives on "keys", all others on "default"."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:  # noqa: ARG002 - Django's shape
        """Read keys from the key store, the rest from the main database."""
        return "keys" if model._meta.app_label == "keys" else "default"

    db_for_write = db_for_read

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:  # noqa: ARG002
        """Relate rows of one database only."""
        return (one._meta.app_label == "keys") == (other._meta.app_label == "keys")

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:  # noqa: ARG002
        """Build each table in its own database alone."""
        return (app_label == "keys") == db.startswith("keys")
