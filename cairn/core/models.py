"""The base every table stands on."""

from django.db import models

from cairn.core import clock
from cairn.core.ids import new_id


class Row(models.Model):
    """A row that knows its own id before it is stored, and when it was made."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True
