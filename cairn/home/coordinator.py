"""What a coordinator's Today reads: who waits, what is late, which pairs went quiet."""

from dataclasses import dataclass
from statistics import median
from uuid import UUID

from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.arrivals import queries as arrivals
from cairn.arrivals.queries import DueFirst
from cairn.conversations import queries as conversations
from cairn.conversations.queries import QuietPair
from cairn.core import clock
from cairn.matching import queries as matching
from cairn.mentorship import queries as mentorship
from cairn.mentorship.models import SupportContact
from cairn.mentorship.queries import DueContact, Need, OwedAfter, OwedErrand
from cairn.people.models import Person
from cairn.ui.charts import Bar
from cairn.ui.sentences import naming

SHOWN = 6
AIM_DAYS = 7


@dataclass(frozen=True)
class Waiting:
    """Someone on the waiting list, and for how many days; None where nobody knows since when."""

    person: Person
    days: int | None


@dataclass(frozen=True)
class Pair:
    """A pair that needs somebody, once, with what it waits for (`need`) and whether it is quiet."""

    pk: UUID
    mentee: Person
    mentor: Person
    need: Need | None
    is_quiet: bool


@dataclass(frozen=True)
class CoordinatorToday:
    """All of it, each list the most pressing first and no longer than a glance."""

    arrivals: list[DueFirst]
    errands: list[OwedErrand]
    contacts: list[DueContact]
    kept: list[SupportContact]
    talks: list[OwedAfter]
    waiting: list[Waiting]
    pairs: list[Pair]

    @property
    def late(self) -> int:
        """How many of the contacts shown are overdue."""
        return sum(1 for contact in self.contacts if contact.days_late > 0)

    @property
    def heading(self) -> str:
        """The day in a sentence or two, made from the data."""
        unmet = sum(1 for arrival in self.arrivals if arrival.is_overdue)
        said = [*_unmet(unmet), *_late(self.late), *_owed(self.talks), *_longest(self.waiting)]
        whole = format_html_join(" ", "{}", ([sentence] for sentence in said))
        return whole or _("Nothing is late, and nobody waits.")

    @property
    def middle_wait(self) -> int:
        """Half of all have waited so many days or fewer."""
        days = [row.days for row in self.waiting if row.days is not None]
        return round(median(days)) if days else 0

    @property
    def bars(self) -> list[Bar]:
        """The longest waits as bars."""
        longest = [(row.person, row.days) for row in self.waiting if row.days is not None]
        return [_bar(*each) for each in longest[:SHOWN]]


def today_of(person: Person) -> CoordinatorToday:
    """Return a coordinator's Today."""
    contacts, kept = mentorship.contacts_of_today(person, SHOWN)
    owed = mentorship.owed_today(person, most=SHOWN)
    return CoordinatorToday(
        arrivals=arrivals.first_contacts(person, most=SHOWN),
        errands=owed.errands,
        contacts=contacts,
        kept=kept,
        talks=owed.talks,
        waiting=_waiting(person),
        pairs=_pairs(person),
    )


def _pairs(person: Person) -> list[Pair]:
    """Return the pairs that wait for something, then those that are only quiet. Two queries."""
    needs = mentorship.mentorships_needing(person, most=SHOWN)
    waiting = [need.mentorship.pk for need in needs]
    quiet = conversations.quiet(person, most=SHOWN + len(waiting), first=waiting)
    silent = {pair.mentorship_id for pair in quiet}
    only_quiet = [pair for pair in quiet if pair.mentorship_id not in waiting]
    return [
        *(_needing(need, is_quiet=need.mentorship.pk in silent) for need in needs),
        *(_only_quiet(pair) for pair in only_quiet[:SHOWN]),
    ]


def _needing(need: Need, *, is_quiet: bool) -> Pair:
    walk = need.mentorship
    return Pair(walk.pk, walk.mentee, walk.mentor, need, is_quiet)


def _only_quiet(pair: QuietPair) -> Pair:
    return Pair(pair.mentorship_id, pair.mentee, pair.mentor, None, is_quiet=True)


def _waiting(person: Person) -> list[Waiting]:
    today = clock.today(person.time_zone)
    rows = matching.waiting_seen_by(person).select_related("person")
    return [Waiting(row.person, matching.days_between(row.waiting_since, today)) for row in rows]


def _unmet(count: int) -> list[str]:
    if not count:
        return []
    said = ngettext(
        "%(count)d first contact is overdue.", "%(count)d first contacts are overdue.", count
    )
    return [said % {"count": count}]


def _late(count: int) -> list[str]:
    if not count:
        return []
    said = ngettext("%(count)d contact is overdue.", "%(count)d contacts are overdue.", count)
    return [said % {"count": count}]


def _owed(talks: list[OwedAfter]) -> list[str]:
    if not talks:
        return []
    return [_("After an ending, somebody waits for a talk.")]


def _longest(waiting: list[Waiting]) -> list[str]:
    if not waiting:
        return []
    return [naming(_("%(who)s has waited longest."), who=waiting[0].person.display_name)]


def _bar(person: Person, days: int) -> Bar:
    words = ngettext("%(who)s: %(days)d day", "%(who)s: %(days)d days", days)
    who = person.display_name
    return Bar(who, days, str(days), words % {"who": who, "days": days})
