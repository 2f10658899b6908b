"""Mail about signing in, sent in the background, so that no answer takes longer for the known."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from cairn.core.walls import acting_in
from cairn.people import mail
from cairn.people.keys import store as keys
from cairn.people.session_store import SessionStore

_PATIENT = RetryStrategy(max_attempts=6, exponential_wait=5)


@app.task(name="people.mail_way_in", retry=_PATIENT)
def mail_way_in(*, alias: str) -> None:
    """Mail a link to choose a new password; to nobody where the alias is nobody's."""
    with keys.keep_in_mind():
        mail.send_way_in(alias)


@app.task(name="people.mail_invitation", retry=_PATIENT)
def mail_invitation(*, organization_id: str, invitation_id: str) -> None:
    """Mail an invitation, if it is still open."""
    with keys.keep_in_mind(), acting_in(UUID(organization_id)):
        mail.send_invitation(UUID(invitation_id))


@app.periodic(cron="23 * * * *")
@app.task(name="people.forget_sessions", queueing_lock="forget_sessions")
def forget_sessions(timestamp: int) -> None:  # noqa: ARG001 - the hour
    """Forget the sessions that are over."""
    SessionStore.clear_expired()
