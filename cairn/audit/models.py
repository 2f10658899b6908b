"""Events that are never changed, and receipts of unsafe requests. Person ids, no foreign keys."""

from django.db import models

from cairn.core.models import Row


class Event(Row):
    """One act of one person: no content, only who, what and about which row.

    `act` reads `app.verb`; `about` is the row acted on; `person_id` whom it concerns.
    """

    organization_id = models.UUIDField()
    actor_id = models.UUIDField(null=True)  # None: the clock, or the operator at the shell
    act = models.CharField(max_length=80)
    about = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organization_id", "-created_at"]),
            models.Index(fields=["person_id", "-created_at"]),
        ]


class Receipt(Row):
    """That an unsafe request was answered, so that a retry gets the same answer and no second act.

    `key_hash` is a hash of the request's idempotency key; `body` is sealed under that key
    itself, which only the sender holds.
    """

    organization_id = models.UUIDField()
    actor_id = models.UUIDField()
    key_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    location = models.CharField(max_length=500, default="")
    content_type = models.CharField(max_length=80, default="")
    body = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor_id", "key_hash"], name="one_answer_a_key"),
        ]
