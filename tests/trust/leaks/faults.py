"""Twelve faults and two, put in for the time of a test: each what a slip in the product would do.

None of this is in the shipped code; each must be found by the machine.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from unittest.mock import patch

from django.db.models import Count, Q, QuerySet, Value
from django.http import HttpRequest, HttpResponse

from cairn.consent.models import ConsentQuerySet
from cairn.interop.models import RosterDraftQuerySet
from cairn.matching.queries import avoided, others
from cairn.mentorship.models import MentorshipQuerySet
from cairn.notifications import mail
from cairn.people import apart
from cairn.people.models import Person
from cairn.programs import queries as programs
from cairn.programs.models import Enrollment, Program, StaffRoleQuerySet
from cairn.realtime import signals
from cairn.recovery import queries as recovery
from cairn.recovery.models import WrittenPlan
from tests.architecture import routes
from tests.trust.leaks import acts
from tests.trust.leaks.acts import Act

Fault = Callable[[], AbstractContextManager[Any]]


def a_list_of_everybody() -> AbstractContextManager[Any]:
    """The list of people forgets which programs one serves."""
    return _people_found(
        lambda _person, words: Person.objects.filter(display_name__icontains=words)
    )


def a_search_of_everybody() -> AbstractContextManager[Any]:
    """The list is right; searching it looks everywhere."""

    def found(person: Person, words: str) -> QuerySet[Person]:
        if words:
            return Person.objects.filter(display_name__icontains=words)
        return Person.objects.filter(
            enrollments__program__in=Program.objects.served_by(person)
        ).distinct()

    return _people_found(found)


def a_detail_of_anybody() -> AbstractContextManager[Any]:
    """Whoever has the id of a mentorship opens it."""
    return patch.object(MentorshipQuerySet, "visible_to", _all)


def a_count_of_everybody() -> AbstractContextManager[Any]:
    """A program counts the people of the others too."""

    def counted(rows: QuerySet[Program], _seen_by: Person) -> QuerySet[Program]:
        every = Enrollment.objects.filter(side=Enrollment.Side.MENTEE).count()
        mentors = Count("enrollments", filter=Q(enrollments__side=Enrollment.Side.MENTOR))
        return rows.annotate(mentees=Value(every), mentors=mentors)

    return patch.object(programs, "with_counts", counted)


def a_stream_that_tells_others() -> AbstractContextManager[Any]:
    """The name of a conversation is told to everybody's open pages."""
    told = signals.signal

    def signal(_person_id: object, name: str) -> None:
        for person in Person.objects.exclude(account=None):
            told(person.pk, name)

    return patch("cairn.conversations.actions.signals.signal", signal)


def a_mail_that_says_something() -> AbstractContextManager[Any]:
    """The constant mail greets by name."""
    post = mail.post

    def told(address: str, subject: str, body: str) -> None:
        person = next(p for p in Person.objects.all() if p.email == address)
        post(address, f"{subject}, {person.display_name}", body)

    return patch.object(mail, "post", told)


def _any_plans(_person: Person, kind: str) -> list[WrittenPlan]:
    return list(WrittenPlan.objects.filter(kind=kind))


def an_export_of_anybody() -> AbstractContextManager[Any]:
    """What a machine takes out through the API holds what others wrote. No other export exists."""
    return patch.object(recovery, "written_plans", _any_plans)


def a_file_of_somebody_else() -> AbstractContextManager[Any]:
    """Whoever serves a program opens a roster somebody else uploaded. No other file is kept."""
    return patch.object(RosterDraftQuerySet, "visible_to", _all)


def choices_of_other_programs() -> AbstractContextManager[Any]:
    """A form offers the mentors of every program to choose from."""
    everywhere = Enrollment.objects.active().mentors

    return patch.object(others, "offering_in", lambda _program: everywhere())


def stale_after_a_role_ended() -> AbstractContextManager[Any]:
    """Who served once serves on."""
    return patch.object(StaffRoleQuerySet, "active", lambda self: self.all())


def stale_after_a_block() -> AbstractContextManager[Any]:
    """Who is kept from whom is what it was before anybody blocked."""
    return patch.object(
        apart._KeptFrom, "template", "(select null::uuid where %(expressions)s is null)"
    )


def stale_after_a_private_list() -> AbstractContextManager[Any]:
    """Whom somebody is never to be matched with is found nowhere."""
    return patch.object(avoided, "_by_sign", lambda _among: {})


def stale_after_taking_back() -> AbstractContextManager[Any]:
    """What a mentee shared once, their mentor reads on."""
    return patch.object(ConsentQuerySet, "live", lambda self: self.all())


def a_page_cached_for_another() -> AbstractContextManager[Any]:
    """A page once made is handed to whoever asks for the same address."""
    pattern = next(found for name, _path, found in routes.walk() if name == "today")
    view, kept = pattern.callback, {}

    def cached(request: HttpRequest) -> HttpResponse:
        if request.method == "GET" and request.path not in kept:
            kept[request.path] = view(request).content
        return HttpResponse(kept[request.path])

    return patch.object(pattern, "callback", cached)


ALL: dict[str, Fault] = {
    "list": a_list_of_everybody,
    "detail": a_detail_of_anybody,
    "search": a_search_of_everybody,
    "count": a_count_of_everybody,
    "stream": a_stream_that_tells_others,
    "mail": a_mail_that_says_something,
    "export": an_export_of_anybody,
    "file": a_file_of_somebody_else,
    "foreign-key choices": choices_of_other_programs,
    "stale after block": stale_after_a_block,
    "stale after a private list": stale_after_a_private_list,
    "stale after a role": stale_after_a_role_ended,
    "stale after revocation": stale_after_taking_back,
    "page cached for another": a_page_cached_for_another,
}

LIKELIER: dict[str, tuple[Act, ...]] = {
    "stream": (acts.send,),
    "mail": (acts.send,),
    "stale after block": (acts.block,),
    "stale after a private list": (acts.avoid_who_is_shown,),
    "stale after a role": (acts.end_role,),
    "stale after revocation": (acts.take_back,),
}
"""What has to happen for a fault to show itself; chance does it more often."""


def _all(rows: QuerySet[Any], _person: Person) -> QuerySet[Any]:
    return rows.all()


def _people_found(found: Callable[[Person, str], QuerySet[Person]]) -> AbstractContextManager[Any]:
    def people_served(person: Person, words: str = "", after: object = None) -> Any:
        return programs._page(found(person, words), "display_name", None)

    return patch.object(programs, "people_served", people_served)
