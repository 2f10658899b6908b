"""The codes of invitations: made to be copied from paper, found through the wall by their hash."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.urls import reverse

from cairn.core import clock
from cairn.core.walls import acting_in
from cairn.people import codes
from cairn.people.models import Invitation

_LASTS = timedelta(days=14)


def expiry() -> datetime:
    """Return until when an invitation made now is open."""
    return clock.now() + _LASTS


def path_of(code: str) -> str:
    """Return a code as it stands in the link, however it was typed."""
    return codes.plain(code) or "-"


def link_to(code: str) -> str:
    """Return the address that opens an invitation."""
    return f"{settings.PUBLIC_URL}{reverse('join', args=[code])}"


@contextmanager
def opened(code: str) -> Iterator[Invitation | None]:
    """Act in the organization of a code's invitation, if it is open.

    None for a code that is unknown, used, expired or taken back: nobody can tell which.
    """
    found = _found(codes.hash_of(code))
    if found is None:
        yield None
        return
    invitation_id, organization_id = found
    with acting_in(organization_id):
        invitation = Invitation.objects.select_related("person__organization").get(pk=invitation_id)
        is_open = invitation.is_open and invitation.person.account_id is None
        yield invitation if is_open else None


def _found(token_hash: str) -> tuple[UUID, UUID] | None:
    with connection.cursor() as cursor:
        cursor.execute("select * from cairn_invitation(%s)", [token_hash])
        row: tuple[UUID, UUID] | None = cursor.fetchone()
    return row
