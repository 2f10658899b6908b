"""Sending what was told, later, in the background."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from cairn.core.walls import acting_in
from cairn.notifications import mail


@app.task(name="notifications.mail_notice", retry=RetryStrategy(max_attempts=6, exponential_wait=5))
def mail_notice(*, organization_id: str, notice_id: str) -> None:
    """Mail one notice, unless it was seen or mailed before."""
    with acting_in(UUID(organization_id)):
        mail.deliver(UUID(notice_id))
