"""Reads for pages."""

from uuid import UUID

from cairn.notifications.models import Notice, NoticeQuerySet
from cairn.people.models import Person


def waiting(person: Person, kind: str, about: UUID) -> NoticeQuerySet:
    """Return a person's unseen notices of one kind about one row."""
    return Notice.objects.visible_to(person).unseen().filter(kind=kind, about=about)


def latest_unseen(person: Person, most: int = 5) -> list[Notice]:
    """Return a person's newest unseen notices, at most a handful."""
    return list(Notice.objects.visible_to(person).unseen().order_by("-created_at")[:most])
