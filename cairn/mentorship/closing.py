"""What follows from a planned ending or an end: a farewell for each, a talk with each."""

from cairn.mentorship.models import ExitTalk, Farewell, Mentorship


def say_goodbye(walk: Mentorship) -> None:
    """Let each of the two say goodbye and be talked with; nothing where nothing had begun."""
    if walk.begun_at:
        offer_farewell(walk)
        owe_talks(walk)


def offer_farewell(walk: Mentorship) -> None:
    """Let each of the two say goodbye; what they wrote before stays."""
    row = {"organization_id": walk.organization_id, "walk": walk}
    rows = [Farewell(**row, person=person) for person in walk.pair]
    Farewell.objects.bulk_create(rows, ignore_conflicts=True)


def owe_talks(walk: Mentorship) -> None:
    """Owe each of the two a talk of staff with them, once; nothing where nothing had begun."""
    row = {"organization_id": walk.organization_id, "walk": walk}
    rows = [ExitTalk(**row, person=person) for person in walk.pair if walk.begun_at]
    ExitTalk.objects.bulk_create(rows, ignore_conflicts=True)
