"""The pulse: five short questions to each of the two, and figures of many for staff."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Field, Schema

from cairn.core.access import DataClass
from cairn.mentorship import actions, pulses, queries
from cairn.mentorship.api.router import router
from cairn.mentorship.models import Mentorship, Pulse
from cairn.people.endpoints import operation
from cairn.people.policies import signed_in
from cairn.people.requests import PersonRequest
from cairn.programs import queries as programs
from cairn.programs.policies import is_staff

Says = Annotated[int, Field(ge=1, le=5)]


class PulseOut(Schema):
    """What you were asked `day` days after the beginning, and what you answered, from 1 to 5."""

    id: UUID
    day: int
    answers: dict[str, int]
    answered_at: datetime | None


class PulseIn(Schema):
    """Your answers by question, each from 1 (not at all) to 5 (yes); leave out what you like."""

    answers: dict[str, Says]
    asks_help: bool = False


class FigureOut(Schema):
    """One question; null until eleven people have answered, then still until eleven more have."""

    question: str
    answered: int | None
    portion: pulses.Portion | None

    @staticmethod
    def resolve_question(figure: pulses.Figure) -> str:
        """Return the question in the reader's language."""
        return str(figure.question)


class PulseFiguresOut(Schema):
    """The figures of one program after so many days."""

    program_id: UUID = Field(alias="program.id")
    day: int
    figures: list[FigureOut]


class SettledHelpOut(Schema):
    """The mentorship in which somebody was talked with."""

    id: UUID


@operation(
    router,
    "GET",
    "/pulses/{uuid:pk}",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=PulseOut,
)
def read_pulse(request: PersonRequest, pk: UUID) -> Pulse:
    """Read what you were asked and answered."""
    return _pulse(request, pk)


@operation(
    router,
    "POST",
    "/pulses/{uuid:pk}",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=PulseOut,
)
def answer_pulse(request: PersonRequest, pk: UUID, said: PulseIn) -> Pulse:
    """Answer the five questions."""
    return actions.answer_pulse(by=request.person, pulse=_pulse(request, pk), **said.dict())


@operation(
    router,
    "GET",
    "/pulse-figures",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=list[PulseFiguresOut],
)
def read_pulse_figures(request: PersonRequest) -> list[queries.PulseFigures]:
    """Read figures of many people, nobody's own answers."""
    return queries.pulse_figures(programs.served(request.person))


@operation(
    router,
    "POST",
    "/mentorships/{uuid:pk}/talked",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=SettledHelpOut,
)
def settle_help(request: PersonRequest, pk: UUID) -> Mentorship:
    """Say that somebody talked with whoever asked for it."""
    seen = Mentorship.objects.visible_to(request.person).select_related("program")
    return actions.settle_help(by=request.person, walk=get_object_or_404(seen, pk=pk))


def _pulse(request: PersonRequest, pk: UUID) -> Pulse:
    related = ("walk__mentee", "walk__mentor", "walk__program")
    return get_object_or_404(
        Pulse.objects.visible_to(request.person).select_related(*related), pk=pk
    )
