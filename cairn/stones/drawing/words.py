"""The cairn in words, for those who don't see it."""

from django.utils.translation import gettext, ngettext


def title_for(count: int) -> str:
    """Return how many stones lie there, as the drawing's name."""
    if not count:
        return gettext("Your cairn: no stones yet.")
    return ngettext("Your cairn: %(count)d stone.", "Your cairn: %(count)d stones.", count) % {
        "count": count
    }


def description_for(newest: str) -> str:
    """Return what the newest stone was laid for, in the person's own words; "" for none."""
    if not newest:
        return gettext("The first stone will lie here.")
    return gettext("The newest: %(what)s.") % {"what": newest.rstrip(".")}
