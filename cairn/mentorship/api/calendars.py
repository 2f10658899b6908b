"""The doors of one's own calendars for machines."""

from datetime import datetime
from http import HTTPStatus

from ninja import File, Schema
from ninja.files import UploadedFile

from cairn.mentorship import actions, policies, queries
from cairn.mentorship.api.router import router
from cairn.people.endpoints import operation
from cairn.people.policies import signed_in
from cairn.people.requests import PersonRequest


class CalendarOut(Schema):
    """What leads to and from your calendar; `problem` says why your own could not be read last."""

    has_feed: bool
    is_mailed: bool
    is_linked: bool
    busy_times: int
    left_out: int
    read_at: datetime | None
    problem: str

    @staticmethod
    def resolve_is_linked(view: queries.CalendarView) -> bool:
        """Return whether an own calendar is linked."""
        return view.own is not None and view.own.is_linked

    @staticmethod
    def resolve_busy_times(view: queries.CalendarView) -> int:
        """Return how many busy times are known."""
        return len(view.own.busy) if view.own else 0

    @staticmethod
    def resolve_left_out(view: queries.CalendarView) -> int:
        """Return how many entries could not be read."""
        return view.own.left_out if view.own else 0

    @staticmethod
    def resolve_read_at(view: queries.CalendarView) -> datetime | None:
        """Return when it was read last."""
        return view.own.read_at if view.own else None

    @staticmethod
    def resolve_problem(view: queries.CalendarView) -> str:
        """Return the sentence."""
        return str(view.problem)


class FeedOut(Schema):
    """The secret link, shown this once."""

    link: str


class WishIn(Schema):
    """Whether each meeting is mailed to you as an invitation."""

    is_wished: bool


class LinkIn(Schema):
    """A link to a calendar of your own."""

    link: str


@operation(router, "GET", "/calendar", policy=signed_in, answer=CalendarOut)
def read_calendar(request: PersonRequest) -> queries.CalendarView:
    """Read what leads to and from your calendar."""
    return queries.calendar_of(request.person)


@operation(
    router,
    "POST",
    "/calendar/feed",
    policy=signed_in,
    answer=FeedOut,
    status=HTTPStatus.CREATED,
)
def make_feed(request: PersonRequest) -> dict[str, str]:
    """Make a secret link that your calendar reads; one made before is taken back."""
    return {"link": actions.make_feed(by=request.person)}


@operation(router, "POST", "/calendar/feed/end", policy=signed_in, answer=CalendarOut)
def end_feed(request: PersonRequest) -> queries.CalendarView:
    """Take the link back."""
    actions.end_feed(by=request.person)
    return queries.calendar_of(request.person)


@operation(router, "POST", "/calendar/mail", policy=signed_in, answer=CalendarOut)
def wish_for_mail(request: PersonRequest, wish: WishIn) -> queries.CalendarView:
    """Say whether each meeting is mailed to you as an invitation."""
    actions.wish_for_mail(by=request.person, is_wished=wish.is_wished)
    return queries.calendar_of(request.person)


@operation(router, "POST", "/calendar/own", policy=signed_in, answer=CalendarOut)
def link_calendar(request: PersonRequest, linked: LinkIn) -> queries.CalendarView:
    """Link a calendar of your own; it is read in a moment, and again every few hours."""
    actions.link_calendar(by=request.person, link=linked.link)
    return queries.calendar_of(request.person)


@operation(router, "POST", "/calendar/file", policy=signed_in, answer=CalendarOut)
def upload_calendar(request: PersonRequest, file: File[UploadedFile]) -> queries.CalendarView:
    """Read a file of your own calendar, once; of it only times are kept."""
    data = file.read(policies.MOST_BYTES + 1)
    actions.upload_calendar(by=request.person, data=data)
    return queries.calendar_of(request.person)


@operation(router, "POST", "/calendar/forget", policy=signed_in, answer=CalendarOut)
def drop_calendar(request: PersonRequest) -> queries.CalendarView:
    """Forget your own calendar."""
    actions.drop_calendar(by=request.person)
    return queries.calendar_of(request.person)
