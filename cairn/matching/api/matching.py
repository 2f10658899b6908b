"""Runs, proposals, offers, requests."""

from datetime import date, datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Schema

from cairn.core.access import DataClass
from cairn.matching import actions, queries
from cairn.matching.api.router import router
from cairn.matching.models import Direction, Offer, Proposal, Run
from cairn.mentorship.models import Mentorship
from cairn.people.endpoints import operation
from cairn.people.requests import PersonRequest
from cairn.programs.models import Enrollment
from cairn.programs.policies import is_mentee, is_mentor, is_staff


class RunOut(Schema):
    """A run of the engine: `state` is queued, done or failed."""

    id: UUID
    program_id: UUID
    on: date
    state: str
    done_percent: int
    proof: dict[str, Any]


class ProposalOut(Schema):
    """What a run says of one mentee: the mentor proposed, or what stands in the way."""

    id: UUID
    mentee_id: UUID
    mentor_id: UUID | None
    approved_at: datetime | None
    override_reason: str
    detail: dict[str, Any]


class OfferMade(Schema):
    """An offer that an approval made: which mentor is shown to which mentee, until when."""

    id: UUID
    mentee_id: UUID
    mentor_id: UUID
    place: int
    held_until: datetime


class OfferOut(Schema):
    """A mentor shown to you; `outcome` is empty while it is open.

    `told` holds reasons and one difference in codes, out of what the mentor lets you see.
    """

    id: UUID
    mentor: str
    place: int
    told: dict[str, Any]
    held_until: datetime
    asked_at: datetime | None
    answer_by: datetime | None
    outcome: str

    @staticmethod
    def resolve_mentor(offer: Offer) -> str:
        """Name the mentor while the offer is open; nobody once they are not free any more."""
        return "" if offer.closed_at else offer.mentor.person.display_name

    @staticmethod
    def resolve_told(offer: Offer) -> dict[str, Any]:
        """Return what is so now and may be told; nothing once it is closed."""
        return {} if offer.closed_at else queries.told_now(offer)


class RequestOut(Schema):
    """A request put to a mentor."""

    id: UUID
    mentee_id: UUID
    asked_at: datetime
    answer_by: datetime
    outcome: str


class DirectionOut(Schema):
    """A coordinator's wish about a pair."""

    id: UUID
    kind: str
    mentee_id: UUID
    mentor_id: UUID


class MatchedOut(Schema):
    """The mentorship that a yes brought about."""

    id: UUID
    program_id: UUID
    matched_at: datetime


class Pair(Schema):
    """A mentee's and a mentor's enrollment."""

    mentee_id: UUID
    mentor_id: UUID
    reason: str = ""


class Override(Schema):
    """Another mentor's enrollment, and why."""

    mentor_id: UUID
    reason: str


class Shares(Schema):
    """What mentors may see of the mentee before they answer, topic by topic."""

    shares: dict[str, bool] | None = None


@operation(
    router,
    "POST",
    "/programs/{uuid:pk}/runs",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=RunOut,
    status=HTTPStatus.ACCEPTED,
)
def suggest_matches(request: PersonRequest, pk: UUID) -> Run:
    """Ask for a run over a program's whole pool; the one under way where there is one."""
    program = get_object_or_404(queries.served(request.person), pk=pk)
    return actions.suggest(by=request.person, program=program)


@operation(
    router, "GET", "/runs/{uuid:pk}", policy=is_staff, data=DataClass.SENSITIVE, answer=RunOut
)
def run(request: PersonRequest, pk: UUID) -> Run:
    """How far a run is, and its proof."""
    return get_object_or_404(Run.objects.visible_to(request.person), pk=pk)


@operation(
    router,
    "GET",
    "/runs/{uuid:pk}/proposals",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=list[ProposalOut],
)
def proposals(request: PersonRequest, pk: UUID) -> list[Proposal]:
    """What a run says of everybody who waits."""
    found = get_object_or_404(Run.objects.visible_to(request.person), pk=pk)
    return actions.look_at_proposals(by=request.person, run=found)


@operation(
    router,
    "POST",
    "/runs/{uuid:pk}/approve",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=list[OfferMade],
)
def approve_run(request: PersonRequest, pk: UUID) -> list[Offer]:
    """Offer everything a run proposes that can still be."""
    found = get_object_or_404(Run.objects.visible_to(request.person), pk=pk)
    return actions.approve_all(by=request.person, run=found)


@operation(
    router,
    "POST",
    "/proposals/{uuid:pk}/approve",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=list[OfferMade],
)
def approve_proposal(request: PersonRequest, pk: UUID) -> list[Offer]:
    """Offer what is proposed to one mentee; nothing when it can't be any more."""
    return actions.approve(by=request.person, proposal=_proposal(request, pk))


@operation(
    router,
    "POST",
    "/proposals/{uuid:pk}/override",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=ProposalOut,
)
def override_proposal(request: PersonRequest, pk: UUID, other: Override) -> Proposal:
    """Propose another mentor, with a written reason."""
    mentor = _enrollment(request, other.mentor_id)
    return actions.override(
        by=request.person, proposal=_proposal(request, pk), mentor=mentor, reason=other.reason
    )


@operation(
    router,
    "POST",
    "/matching/pins",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=DirectionOut,
    status=HTTPStatus.CREATED,
)
def pin_pair(request: PersonRequest, pair: Pair) -> Direction:
    """Wish for a pair: runs keep it wherever no rule forbids it."""
    mentee, mentor = (_enrollment(request, pk) for pk in (pair.mentee_id, pair.mentor_id))
    return actions.pin(by=request.person, mentee=mentee, mentor=mentor, reason=pair.reason)


@operation(
    router,
    "POST",
    "/matching/forbids",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=DirectionOut,
    status=HTTPStatus.CREATED,
)
def forbid_pair(request: PersonRequest, pair: Pair) -> Direction:
    """Rule a pair out."""
    mentee, mentor = (_enrollment(request, pk) for pk in (pair.mentee_id, pair.mentor_id))
    return actions.forbid(by=request.person, mentee=mentee, mentor=mentor, reason=pair.reason)


@operation(
    router,
    "POST",
    "/matching/wishes/{uuid:pk}/lift",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=DirectionOut,
)
def lift_wish(request: PersonRequest, pk: UUID) -> Direction:
    """Take a pin or a forbid back."""
    direction = get_object_or_404(Direction.objects.visible_to(request.person), pk=pk)
    return actions.lift(by=request.person, direction=direction)


@operation(
    router,
    "GET",
    "/offers",
    policy=is_mentee,
    data=DataClass.SENSITIVE,
    answer=list[OfferOut],
)
def offers(request: PersonRequest) -> list[Offer]:
    """The mentors shown to you now; once you asked one, that one."""
    return queries.shown_to(request.person)


@operation(
    router,
    "POST",
    "/offers/{uuid:pk}/choose",
    policy=is_mentee,
    data=DataClass.SENSITIVE,
    answer=OfferOut,
)
def choose_offer(request: PersonRequest, pk: UUID, given: Shares) -> Offer:
    """Ask one of them; `not_free` comes back as the outcome when they are not free any more."""
    offer = get_object_or_404(queries.offers_to(request.person), pk=pk)
    return actions.choose(by=request.person, offer=offer, shares=given.shares)


@operation(
    router,
    "POST",
    "/enrollments/{uuid:pk}/you-choose",
    policy=is_mentee,
    data=DataClass.SENSITIVE,
    answer=list[OfferOut],
)
def leave_it_to_us(request: PersonRequest, pk: UUID, given: Shares) -> list[Offer]:
    """Leave the choice to us: the one asked, or nobody where nobody is free."""
    mentee = _enrollment(request, pk)
    asked = actions.you_choose(by=request.person, mentee=mentee, shares=given.shares)
    return [asked] if asked else []


@operation(
    router,
    "POST",
    "/enrollments/{uuid:pk}/others",
    policy=is_mentee,
    data=DataClass.SENSITIVE,
    answer=list[OfferOut],
)
def others(request: PersonRequest, pk: UUID) -> list[Offer]:
    """Pass over everybody shown to you now, and be shown others later."""
    actions.ask_for_others(by=request.person, mentee=_enrollment(request, pk))
    return queries.shown_to(request.person)


@operation(
    router,
    "GET",
    "/requests",
    policy=is_mentor,
    data=DataClass.SENSITIVE,
    answer=list[RequestOut],
)
def requests(request: PersonRequest) -> list[Offer]:
    """Who asks for you as their mentor, the most urgent first."""
    return queries.requests_of(request.person)


@operation(
    router,
    "POST",
    "/requests/{uuid:pk}/accept",
    policy=is_mentor,
    data=DataClass.SENSITIVE,
    answer=MatchedOut,
    status=HTTPStatus.CREATED,
)
def accept_request(request: PersonRequest, pk: UUID) -> Mentorship:
    """Say yes: the two of you are matched."""
    offer = get_object_or_404(queries.offers_of(request.person), pk=pk)
    return actions.accept(by=request.person, offer=offer)


@operation(
    router,
    "POST",
    "/requests/{uuid:pk}/not-free",
    policy=is_mentor,
    data=DataClass.SENSITIVE,
    answer=RequestOut,
)
def be_not_free(request: PersonRequest, pk: UUID) -> Offer:
    """Be not free just now; the mentee's others are still there."""
    offer = get_object_or_404(queries.offers_of(request.person), pk=pk)
    return actions.not_free(by=request.person, offer=offer)


def _proposal(request: PersonRequest, pk: UUID) -> Proposal:
    rows = Proposal.objects.visible_to(request.person)
    found: Proposal = get_object_or_404(rows.select_related("run__program", "mentee"), pk=pk)
    return found


def _enrollment(request: PersonRequest, pk: UUID) -> Enrollment:
    rows = Enrollment.objects.visible_to(request.person).select_related("program")
    found: Enrollment = get_object_or_404(rows, pk=pk)
    return found
