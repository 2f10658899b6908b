"""What the support page shows."""

from dataclasses import dataclass
from datetime import date
from itertools import islice

from cairn.core import clock
from cairn.core.walls import acting_in
from cairn.mentorship.models import Mentorship
from cairn.people import queries as people
from cairn.people.models import Organization, Person
from cairn.safety.lines import (
    DIRECTORY,
    Country,
    Emergency,
    Line,
    countries,
    emergency_for,
    lines_for,
    stale,
)
from cairn.safety.ways import Way, ways, ways_of

FIRST = 4
"""So many ways to reach someone stand before any explanation."""

ELSEWHERE = "other"
"""What the link to a country that is not listed asks for."""


@dataclass(frozen=True)
class OnDuty:
    """Someone of the organization who answers now. `call` is a link, empty where there is none."""

    name: str
    call: str = ""
    until: str = ""


@dataclass(frozen=True)
class SupportPage:
    """Everything the support page says. `country` is None where its lines are not known here."""

    country: Country | None
    emergency: Emergency
    lines: tuple[Line, ...]
    ways: tuple[Way, ...]
    others: tuple[tuple[Line, Way], ...]
    countries: tuple[Country, ...]
    elsewhere: str
    directory: str
    checked_on: date | None
    is_stale: bool
    organization: Organization | None
    on_duty: OnDuty | None
    mentor: Person | None


def support_page(*, person: Person | None, asked: str) -> SupportPage:
    """Return the page for a country that was asked for, else for the organization's own."""
    organization = person.organization if person else _only_organization()
    code = asked or (organization.country if organization else "")
    emergency, lines, known = emergency_for(code), lines_for(code), countries()
    return SupportPage(
        country=next((country for country in known if country.code == code), None),
        emergency=emergency,
        lines=lines,
        ways=tuple(islice(ways(emergency, lines), FIRST)),
        others=tuple((line, next(ways_of(line))) for line in lines[1:]),
        countries=tuple(country for country in known if country.code != code),
        elsewhere=ELSEWHERE,
        directory=DIRECTORY,
        checked_on=min((line.checked_on for line in lines), default=None),
        is_stale=bool(stale(lines, clock.now().date())),
        organization=organization,
        on_duty=None,
        mentor=_mentor_of(person) if person else None,
    )


def _only_organization() -> Organization | None:
    """Before signing in: the organization, where the installation serves just one."""
    known = people.organizations()
    if len(known) != 1:
        return None
    with acting_in(known[0]):
        return Organization.objects.get(pk=known[0])


def _mentor_of(person: Person) -> Person | None:
    walks = Mentorship.objects.of(person).live().begun().filter(mentee=person)
    walk = walks.select_related("mentor").order_by("begun_at").first()
    return walk.mentor if walk else None
