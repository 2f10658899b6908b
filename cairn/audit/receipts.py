"""Idempotency: the first request under a key acts, every later one gets the first's answer."""

import hashlib
import re
from http import HTTPStatus
from uuid import UUID

from django.db import connection
from django.http import HttpResponse

from cairn.audit.models import Receipt
from cairn.core import clock, crypto
from cairn.core.ids import new_id

WELL_FORMED = re.compile(r"[\x21-\x7e]{16,200}")
_RESERVE = (
    "insert into audit_receipt (id, created_at, organization_id, actor_id, key_hash, status,"
    " location, content_type, body) values (%s, %s, %s, %s, %s, 0, '', '', '')"
    " on conflict do nothing returning id"
)


def reserve(*, organization_id: UUID, actor_id: UUID, key: str) -> Receipt | None:
    """Claim a key for this transaction; None when it was answered before.

    A second request under the same key waits here until the first one commits or rolls back.
    """
    row = (new_id(), clock.now(), organization_id, actor_id, _hash(key))
    with connection.cursor() as cursor:
        cursor.execute(_RESERVE, row)
        claimed = cursor.fetchone()
    return Receipt.objects.get(pk=claimed[0]) if claimed else None


def settle(receipt: Receipt, key: str, response: HttpResponse) -> None:
    """Keep the answer under its key; a refusal (form errors are 422) frees the key again."""
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        receipt.delete()
        return
    receipt.status = response.status_code
    receipt.location = response.get("Location", "")
    receipt.content_type = response.get("Content-Type", "")
    receipt.body = crypto.seal(response.content, key=_own_key(key), context=str(receipt.pk))
    receipt.save()


def answer_again(*, actor_id: UUID, key: str) -> HttpResponse:
    """Return the answer kept for a key."""
    receipt = Receipt.objects.get(actor_id=actor_id, key_hash=_hash(key))
    body = crypto.unseal(bytes(receipt.body), key=_own_key(key), context=str(receipt.pk))
    response = HttpResponse(body, status=receipt.status, content_type=receipt.content_type)
    if receipt.location:
        response["Location"] = receipt.location
    return response


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _own_key(key: str) -> bytes:
    return hashlib.sha256(b"receipt\x00" + key.encode()).digest()
