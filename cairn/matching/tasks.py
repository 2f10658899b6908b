"""Work of matching that is done in the background."""

from uuid import UUID

from procrastinate.contrib.django import app

from cairn.matching import lapsing, running


@app.task(name="matching.run_engine")
def run_engine(*, organization_id: str, run_id: str) -> None:
    """Run the engine for one queued run."""
    running.finish(UUID(organization_id), UUID(run_id))


@app.periodic(cron="*/5 * * * *")
@app.task(name="matching.lapse_overdue")
def lapse_overdue(timestamp: int) -> None:  # noqa: ARG001 - the clock's shape
    """Move on from requests nobody answered in time."""
    lapsing.lapse_overdue()
