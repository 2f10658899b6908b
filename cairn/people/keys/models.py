"""The one table of the key store."""

from django.db import models

from cairn.core.models import Row


class WrappedKey(Row):
    """A holder's key, wrapped; the holder is a person or an account.

    Destroying the row makes everything that was encrypted under it unreadable, old dumps too.
    """

    holder_id = models.UUIDField()
    version = models.PositiveIntegerField(default=1)
    wrapped = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder_id", "version"], name="one_key_a_version"),
        ]
