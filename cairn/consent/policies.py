"""Who may share what with whom."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from cairn.consent.kinds import AFTER_YES, BEFORE_YES
from cairn.core.verdict import ALLOWED, Verdict, refuse
from cairn.mentorship.models import Mentorship
from cairn.people.models import Person


def can_share(person: Person, kinds: Collection[str], mentorship: Mentorship | None) -> Verdict:
    """The mentee, of their own, what can be shared there; with a mentor while they walk along."""
    if set(kinds) - set(AFTER_YES if mentorship else BEFORE_YES):
        return refuse("not_shared_here", _("This can not be shared here."))
    if mentorship is None:
        return ALLOWED
    if mentorship.mentee_id != person.pk:
        return refuse("not_yours", _("Only the mentee decides this."))
    if mentorship.ended_at:
        return refuse("ended", _("This mentorship has ended. Nothing is shared any more."))
    return ALLOWED
