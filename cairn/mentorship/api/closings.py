"""Ending well, for machines: the last meeting, the goodbye of each, the talks of staff."""

from datetime import date, datetime
from http import HTTPStatus
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Field, Schema

from cairn.core.access import DataClass
from cairn.mentorship import actions, exits, policies, queries
from cairn.mentorship.api.finding import visible
from cairn.mentorship.api.router import router
from cairn.mentorship.models import Closing, ExitTalk, Farewell, Mentorship
from cairn.people.endpoints import operation
from cairn.people.policies import signed_in
from cairn.people.requests import PersonRequest
from cairn.programs.policies import is_staff


class ClosingIn(Schema):
    """The day of the last meeting; nothing ends by itself on it."""

    last_on: date


class ClosingOut(Schema):
    """The last meeting that is planned, and the booking on its day, if one stands."""

    id: UUID
    planned_by_id: UUID
    last_on: date
    meeting_id: UUID | None


class GoesOnOut(Schema):
    """The mentorship that goes on after all."""

    id: UUID


class LetterIn(Schema):
    """Your letter; nobody reads it until you give it."""

    words: str = Field(max_length=policies.LONGEST_LETTER)


class FarewellOut(Schema):
    """Your own goodbye: your letter, and what contact you wish for afterwards."""

    id: UUID
    words: str
    given_at: datetime | None
    contact: str


class FarewellPageOut(Schema):
    """Your own goodbye, the letter of the other once given, the contact that both wish for."""

    farewell: FarewellOut
    letter: str | None
    agreed: Farewell.Contact | None
    is_asked: bool

    @staticmethod
    def resolve_letter(page: queries.FarewellPage) -> str | None:
        """Return the words of the other."""
        return page.letter.words if page.letter else None


class StayIn(Schema):
    """Whether your program may stay in touch with you."""

    stays: bool


class StayOut(Schema):
    """Since when you are of the alumni, and until when you were."""

    id: UUID
    stays_at: datetime | None
    stays_until: datetime | None


class AlumnusOut(Schema):
    """Somebody who stays in touch with a program."""

    person_id: UUID
    person: str = Field(alias="person.display_name")
    program_id: UUID = Field(alias="walk.program_id")
    stays_at: datetime


class ContactWishIn(Schema):
    """What contact you wish for; the lesser of both wishes holds."""

    contact: Farewell.Contact


class ExitIn(Schema):
    """What is asked after an ending; leave out what you like."""

    good: str = Field("", max_length=exits.LONGEST)
    missing: str = Field("", max_length=exits.LONGEST)
    again: exits.Again | None = None
    next: str = Field("", max_length=exits.LONGEST)


class ExitTalkOut(Schema):
    """A talk after an ending that staff owe somebody, or had."""

    id: UUID
    mentorship_id: UUID = Field(alias="walk_id")
    person: str = Field(alias="person.display_name")
    told_at: datetime | None


@operation(
    router,
    "POST",
    "/mentorships/{uuid:pk}/closing",
    policy=signed_in,
    data=DataClass.PERSONAL,
    answer=ClosingOut,
    status=HTTPStatus.CREATED,
)
def plan_closing(request: PersonRequest, pk: UUID, planned: ClosingIn) -> Closing:
    """Plan the last meeting, or put it on another day."""
    found = visible(request, pk)
    return actions.plan_closing(by=request.person, walk=found, last_on=planned.last_on)


@operation(
    router,
    "POST",
    "/mentorships/{uuid:pk}/closing/drop",
    policy=signed_in,
    data=DataClass.PERSONAL,
    answer=GoesOnOut,
)
def drop_closing(request: PersonRequest, pk: UUID) -> Mentorship:
    """Go on after all."""
    return actions.drop_closing(by=request.person, walk=visible(request, pk))


@operation(
    router,
    "GET",
    "/farewells/{uuid:pk}",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=FarewellPageOut,
)
def read_farewell(request: PersonRequest, pk: UUID) -> queries.FarewellPage:
    """Read your own goodbye, and what the other has given."""
    return queries.farewell_page(_farewell(request, pk))


@operation(
    router,
    "POST",
    "/farewells/{uuid:pk}",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=FarewellOut,
)
def write_letter(request: PersonRequest, pk: UUID, said: LetterIn) -> Farewell:
    """Write your letter."""
    found = _farewell(request, pk)
    return actions.write_letter(by=request.person, farewell=found, words=said.words)


@operation(
    router,
    "POST",
    "/farewells/{uuid:pk}/give",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=FarewellOut,
)
def give_letter(request: PersonRequest, pk: UUID) -> Farewell:
    """Give your letter to the other; then it stays as it is."""
    return actions.give_letter(by=request.person, farewell=_farewell(request, pk))


@operation(
    router,
    "POST",
    "/farewells/{uuid:pk}/contact",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=FarewellOut,
)
def wish_contact(request: PersonRequest, pk: UUID, said: ContactWishIn) -> Farewell:
    """Say what contact you wish for afterwards."""
    found = _farewell(request, pk)
    return actions.wish_contact(by=request.person, farewell=found, contact=said.contact)


@operation(
    router,
    "POST",
    "/farewells/{uuid:pk}/stay",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=StayOut,
)
def stay_in_touch(request: PersonRequest, pk: UUID, said: StayIn) -> Farewell:
    """Be of the alumni of your program, or no longer."""
    found = _farewell(request, pk)
    return actions.stay_in_touch(by=request.person, farewell=found, stays=said.stays)


@operation(
    router,
    "GET",
    "/alumni",
    policy=is_staff,
    data=DataClass.PERSONAL,
    answer=list[AlumnusOut],
)
def list_alumni(request: PersonRequest) -> list[Farewell]:
    """List who stays in touch with the programs you serve, the latest first."""
    return queries.alumni(request.person)


@operation(
    router,
    "POST",
    "/farewells/{uuid:pk}/exit",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=ExitTalkOut,
)
def tell_exit(request: PersonRequest, pk: UUID, said: ExitIn) -> ExitTalk:
    """Answer what is asked after an ending; staff of the program read it."""
    found = _farewell(request, pk)
    return actions.tell_exit(by=request.person, farewell=found, answers=said.dict())


@operation(
    router,
    "GET",
    "/exit-talks",
    policy=is_staff,
    data=DataClass.PERSONAL,
    answer=list[ExitTalkOut],
)
def list_exit_talks(request: PersonRequest) -> list[ExitTalk]:
    """List with whom staff are to talk after an ending, the longest waiting first."""
    return queries.open_talks(request.person)


@operation(
    router,
    "POST",
    "/exit-talks/{uuid:pk}",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=ExitTalkOut,
)
def keep_exit(request: PersonRequest, pk: UUID, said: ExitIn) -> ExitTalk:
    """Write down a talk with one of the two after an ending."""
    seen = ExitTalk.objects.visible_to(request.person)
    related = ("person", "walk__program", "walk__mentee", "walk__mentor")
    talk = get_object_or_404(seen.select_related(*related), pk=pk)
    return actions.keep_exit(by=request.person, talk=talk, answers=said.dict())


def _farewell(request: PersonRequest, pk: UUID) -> Farewell:
    seen = Farewell.objects.visible_to(request.person)
    related = ("person", "walk__program", "walk__mentee", "walk__mentor")
    return get_object_or_404(seen.select_related(*related), pk=pk)
