"""Work of import and export that is done by the clock."""

from procrastinate.contrib.django import app

from cairn.core.walls import acting_in
from cairn.interop.models import RosterDraft
from cairn.people.queries import organizations


@app.periodic(cron="17 * * * *")
@app.task(name="interop.forget_drafts")
def forget_drafts(timestamp: int) -> None:  # noqa: ARG001 - the clock's shape
    """Remove rosters that nobody came back to within a day."""
    for organization_id in organizations():
        with acting_in(organization_id):
            RosterDraft.objects.stale().delete()
