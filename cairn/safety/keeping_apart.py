"""What follows once two people are kept apart: what they had together, and what was open, ends."""

from cairn.core.walls import acting_in
from cairn.matching import parting as offers
from cairn.mentorship import parting as mentorships
from cairn.people import queries as people
from cairn.people.keys import store as keys
from cairn.people.models import Person


def part(one: Person, other: Person) -> None:
    """Part two people of the organization acted in, in this transaction."""
    mentorships.part(one, other)
    offers.part(one, other)


def part_everywhere() -> None:
    """Part whoever is kept apart, in every organization.

    Nowhere do they see each other meanwhile: what is visible is asked anew each time.
    """
    for organization_id in people.organizations():
        with keys.keep_in_mind(), acting_in(organization_id):
            mentorships.part_kept_apart()
            offers.part_kept_apart()
