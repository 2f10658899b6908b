"""Whose calendar it is: everybody keeps their own."""

from django.utils.translation import gettext_lazy as _

from cairn.core.verdict import ALLOWED, Verdict, refuse
from cairn.mentorship.ical.fetching import normal
from cairn.people.models import Person

LONGEST_LINK = 2_000
MOST_BYTES = 10 * 1024 * 1024
NO_LINK = _("A link begins with https:// or webcal://.")
TOO_LARGE = _("The file is too large: 10 megabytes at most.")


def can_keep_calendar(person: Person) -> Verdict:
    """Anybody who has not left, their own."""
    if person.left_at:
        return refuse("left", _("You are not here any more."))
    return ALLOWED


def can_link_calendar(person: Person, link: str) -> Verdict:
    """Anybody, by a link that is fetched safely."""
    said = normal(link)
    if not said.startswith("https://") or len(said) > LONGEST_LINK:
        return refuse("no_link", NO_LINK)
    return can_keep_calendar(person)


def can_upload_calendar(person: Person, data: bytes) -> Verdict:
    """Anybody, a file that is not too large."""
    if len(data) > MOST_BYTES:
        return refuse("too_large", TOO_LARGE)
    return can_keep_calendar(person)
