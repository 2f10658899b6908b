"""Work that is done in the background."""

from procrastinate.contrib.django import app

from cairn.conversations import noticing


@app.periodic(cron="41 * * * *")
@app.task(name="conversations.notice_silences")
def notice_silences(timestamp: int) -> None:  # noqa: ARG001 - the clock's shape
    """Notice who has gone quiet for as long as their own plan says."""
    noticing.notice_silences()
