"""Reads for pages."""

from cairn.notifications.models import Notice
from cairn.people.models import Person


def latest_unseen(person: Person, most: int = 5) -> list[Notice]:
    """Return a person's newest unseen notices, at most a handful."""
    return list(Notice.objects.visible_to(person).unseen().order_by("-created_at")[:most])
