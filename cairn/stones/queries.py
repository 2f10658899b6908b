"""A person's cairn for a page."""

from dataclasses import dataclass

from django.utils.translation import gettext

from cairn.people.models import Person
from cairn.stones import drawing
from cairn.stones.drawing import Drawing, PlacedStone
from cairn.stones.milestones import USUAL, Mark
from cairn.stones.models import Milestone, Stone

PAGE = 30


@dataclass(frozen=True)
class Cairn:
    """The drawing, and how many stones lie there."""

    drawing: Drawing
    count: int


def cairn_of(person: Person) -> Cairn:
    """Return a person's cairn, drawn from the places its stones were given for good."""
    stones = list(Stone.objects.filter(person=person).order_by("number"))
    newest = stones[-1].for_what if stones else ""
    picture = drawing.draw(
        [PlacedStone(**stone.shape) for stone in stones],
        title=drawing.title_for(len(stones)),
        description=drawing.description_for(newest),
    )
    return Cairn(picture, len(stones))


def page_of_stones(person: Person, before: int | None = None) -> tuple[list[Stone], int | None]:
    """Return a page of a person's stones, newest first, and the key of the next page if any."""
    stones = Stone.objects.filter(person=person).order_by("-number")
    if before is not None:
        stones = stones.filter(number__lt=before)
    page = list(stones[: PAGE + 1])
    return page[:PAGE], page[PAGE - 1].number if len(page) > PAGE else None


def marks_for(person: Person) -> list[Mark]:
    """Return the milestones of the programs a person is enrolled in, or the usual set."""
    own = Milestone.objects.filter(
        program__enrollments__person=person, program__enrollments__ended_at=None
    )
    marks = {row.name: Mark(row.name, row.days) for row in own.order_by("place")}
    return list(marks.values()) or [Mark(gettext(mark.name), mark.days) for mark in USUAL]
