"""Who is told what. The words are shown inside alone; outside, every notice is one sentence."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cairn.matching.models import Offer
from cairn.notifications import actions as notifications
from cairn.notifications.models import Notice
from cairn.programs.models import Enrollment
from cairn.programs.queries import coordinators_of

WORDS = {
    "matching.offers": _("There are people who could be your mentor. Choose in your own time."),
    "matching.next": _("They are not free just now. See who else could be your mentor."),
    "matching.request": _("Someone would like you as their mentor."),
    "matching.nobody_left": _("Someone who waits has nobody left to choose from."),
}


def tell_mentees(offers: list[Offer]) -> None:
    """Tell each mentee, once, that there are people to choose from."""
    news = {offer.person: offer.pk for offer in offers}
    notifications.tell_all(news=news, kind="matching.offers", path=reverse("choose"))


def tell_mentee_of_next(mentee: Enrollment) -> None:
    """Tell a mentee that the one they asked is not free just now."""
    notifications.tell(
        person=mentee.person, kind="matching.next", path=reverse("choose"), about=mentee.pk
    )


def tell_mentor(offer: Offer) -> None:
    """Tell a mentor that somebody asks for them."""
    notifications.tell(
        person=offer.mentor.person,
        kind="matching.request",
        path=reverse("request", args=[offer.pk]),
        about=offer.pk,
        other=offer.person,
    )


def forget_request(offer: Offer) -> None:
    """Take away what a mentor has not seen of a request that is over."""
    waiting = Notice.objects.filter(person__enrollments=offer.mentor_id, about=offer.pk)
    waiting.unseen().delete()


def tell_coordinators(mentee: Enrollment) -> None:
    """Tell the coordinators that somebody needs another run."""
    for person in coordinators_of(mentee.program, [mentee.person]):
        notifications.tell(
            person=person,
            kind="matching.nobody_left",
            path=reverse("board", args=[mentee.program_id]),
            about=mentee.pk,
        )
