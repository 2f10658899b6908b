"""Who is told what. The words are shown inside alone; outside, every notice is one sentence."""

from collections.abc import Iterable
from itertools import permutations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cairn.mentorship.models import Errand, Meeting, Mentorship, Pulse, Silence, SilencePlan
from cairn.notifications import actions as notifications
from cairn.notifications.models import Notice
from cairn.people.models import Person
from cairn.programs.models import Enrollment, Program
from cairn.programs.queries import coordinators_of

WORDS = {
    "mentorship.matched": _("You have a mentor. Read your agreement first."),
    "mentorship.signed": _("The agreement is signed on the other side. Your turn."),
    "mentorship.sign_again": _("There are new words to your agreement. Read them, and sign again."),
    "mentorship.signed_again": _("The new words are signed on the other side. Your turn."),
    "mentorship.begun": _("You have both signed. You can write to each other."),
    "mentorship.met": _("A meeting of you two was written down."),
    "mentorship.proposed": _("A time to meet was proposed to you."),
    "mentorship.accepted": _("Someone said yes to a time to meet."),
    "mentorship.moved": _("Another time was proposed for a meeting."),
    "mentorship.declined": _("A time to meet does not fit. Propose another when you like."),
    "mentorship.canceled": _("A meeting was canceled. Propose another when you like."),
    "mentorship.missed": _("You two did not meet this time. It happens. Find another time."),
    "mentorship.soon": _("You meet somebody within a day."),
    "mentorship.to_tell": _("Did you meet? Say how it went when you like."),
    "mentorship.calendar": _("Your calendar could not be read."),
    "mentorship.third_person": _("Two people would like someone along to their first meeting."),
    "mentorship.noted": _("There is something new in the notes of a meeting."),
    "mentorship.note_signed": _("The notes of a meeting are signed on the other side."),
    "mentorship.committed": _("One of you two has a new commitment."),
    "mentorship.kept": _("A commitment of you two was kept."),
    "mentorship.let_go": _("A commitment of you two was let go."),
    "mentorship.thought_of": _("Someone is thinking of you."),
    "mentorship.ended": _("A mentorship has ended."),
    "mentorship.closing": _("A last meeting is planned, so that you two can say goodbye well."),
    "mentorship.closing_planned": _("Two people have planned their last meeting."),
    "mentorship.goes_on": _("You two go on after all."),
    "mentorship.letter": _("A letter to you is here. It stays."),
    "mentorship.alumni": _("Someone who has ended would like to stay in touch."),
    "mentorship.contact_agreed": _("You have both said what contact you would like."),
    "mentorship.changed": _(
        "They look for someone else. It is nobody’s fault. Thank you for walking."
    ),
    "mentorship.waits_again": _(
        "Someone changes their mentor and waits again, with their old place."
    ),
    "mentorship.asks_again": _("Someone whose mentorship has ended waits for a mentor again."),
    "mentorship.silence": _("Someone asked you to reach out when they go quiet. It is time."),
    "mentorship.pulse": _("Five short questions: how is it going between you two?"),
    "mentorship.pulse_both": _("You have both answered. Read it together, if you like."),
    "mentorship.pulse_help": _("Someone would like to talk with you about their mentorship."),
    "mentorship.errand": _("Something was promised that you are to do."),
    "mentorship.parted": _("A mentorship has ended. Someone from the program will talk with you."),
    "mentorship.needs_you": _("Two people who walked together need you, each of them alone."),
}


def tell_of(
    what: str,
    mentorship: Mentorship,
    people: Iterable[Person],
    by: Person,
    place: str = "mentorship",
) -> None:
    """Tell people, the one who acted left out, of what happened in a mentorship, and where."""
    path = reverse(place, args=[mentorship.pk])
    for person in people:
        if person.pk != by.pk:
            other = mentorship.other(person) if mentorship.has(person) else None
            notifications.tell(
                person=person,
                kind=f"mentorship.{what}",
                path=path,
                about=mentorship.pk,
                other=other,
            )


def tell_to_sign_again(program: Program) -> None:
    """Tell everybody who has signed and walks on that there are new words to sign."""
    walks = Mentorship.objects.live().begun().filter(program=program)
    for side in ("mentee", "mentor"):
        news = {getattr(walk, side): walk.pk for walk in walks.select_related(side)}
        notifications.tell_all(news=news, kind="mentorship.sign_again", path=reverse("talk"))


def tell_of_meeting(what: str, meeting: Meeting, by: Person) -> None:
    """Tell the two, the one who acted left out, of what happened to a meeting."""
    for person in meeting.mentorship.pair:
        if person.pk != by.pk:
            remind(what, meeting, person)


def remind(what: str, meeting: Meeting, person: Person) -> None:
    """Tell one of the two something about a meeting."""
    notifications.tell(
        person=person,
        kind=f"mentorship.{what}",
        path=reverse("one_meeting", args=[meeting.pk]),
        about=meeting.pk,
        other=meeting.mentorship.other(person),
    )


def tell_of_note(what: str, meeting: Meeting, by: Person) -> None:
    """Tell the other of the two of the notes of a meeting, unless they are told already."""
    other, kind = meeting.mentorship.other(by), f"mentorship.{what}"
    waiting = Notice.objects.visible_to(other).unseen().filter(kind=kind, about=meeting.pk)
    if not waiting.exists():
        notifications.tell(
            person=other,
            kind=kind,
            path=reverse("note", args=[meeting.pk]),
            about=meeting.pk,
            other=by,
        )


def tell_of_farewell(what: str, walk: Mentorship, by: Person) -> None:
    """Tell the other of the two of a goodbye, at their own."""
    other = walk.other(by)
    own = walk.farewells.get(person=other)
    notifications.tell(
        person=other,
        kind=f"mentorship.{what}",
        path=reverse("farewell", args=[own.pk]),
        about=own.pk,
        other=by,
    )


def tell_of_errand(errand: Errand) -> None:
    """Tell somebody of the staff that another said they would do something."""
    notifications.tell(
        person=errand.who,
        kind="mentorship.errand",
        path=reverse("contacts"),
        about=errand.pk,
        other=errand.person,
    )


def forget_errand(errand: Errand) -> None:
    """Take back that something is to be done, once it is."""
    notifications.withdraw(person=errand.who, kind="mentorship.errand", about=errand.pk)


def forget_missed(meeting: Meeting) -> None:
    """Take back that a meeting was missed, once somebody got in touch about it."""
    for person in meeting.mentorship.pair:
        notifications.withdraw(person=person, kind="mentorship.missed", about=meeting.pk)


def tell_of_calendar(person: Person) -> None:
    """Tell somebody that the calendar they linked could not be read."""
    notifications.tell(person=person, kind="mentorship.calendar", path=reverse("calendar"))


def tell_staff(what: str, mentorship: Mentorship, by: Person) -> None:
    """Tell the coordinators of a mentorship's program that somebody of theirs is asked for."""
    coordinators = coordinators_of(mentorship.program, mentorship.pair)
    outside = [person for person in coordinators if not mentorship.has(person)]
    tell_of(what, mentorship, outside, by)


def tell_of_parting(mentorship: Mentorship) -> None:
    """Tell both of the two the same, and the coordinators that each needs someone."""
    for person in mentorship.pair:
        notifications.tell(person=person, kind="mentorship.parted", path=reverse("today"))
    path = reverse("mentorship", args=[mentorship.pk])
    for person in coordinators_of(mentorship.program, mentorship.pair):
        if not mentorship.has(person):
            notifications.tell(
                person=person, kind="mentorship.needs_you", path=path, about=mentorship.pk
            )


def tell_of_wait(place: Enrollment) -> None:
    """Tell the coordinators of a program that somebody waits for a mentor again."""
    person = place.person
    for each in coordinators_of(place.program, [person]).exclude(pk=person.pk):
        notifications.tell(
            person=each,
            kind="mentorship.asks_again",
            path=reverse("someone", args=[person.pk]),
            about=place.pk,
            other=person,
        )


def tell_of_silence(silence: Silence, plan: SilencePlan) -> None:
    """Tell whoever a mentee's plan names that it is time to reach out."""
    walk = silence.mentorship
    path = reverse("mentorship", args=[walk.pk])
    staff = coordinators_of(walk.program, walk.pair) if plan.asks_staff else ()
    mentor = [walk.mentor] if plan.asks_mentor else []
    for person in [*mentor, *(each for each in staff if not walk.has(each))]:
        notifications.tell(
            person=person,
            kind="mentorship.silence",
            path=path,
            about=silence.pk,
            other=walk.mentee,
        )


def forget_silence(silence: Silence) -> None:
    """Take back what was told of a silence that is over."""
    walk = silence.mentorship
    for person in {walk.mentor, *coordinators_of(walk.program)}:
        notifications.withdraw(person=person, kind="mentorship.silence", about=silence.pk)


def tell_of_pulse(pulse: Pulse) -> None:
    """Tell one of the two that there are five questions."""
    walk = pulse.walk
    notifications.tell(
        person=pulse.person,
        kind="mentorship.pulse",
        path=reverse("pulse", args=[pulse.pk]),
        about=pulse.pk,
        other=walk.other(pulse.person),
    )


def tell_staff_of_help(pulse: Pulse) -> None:
    """Tell the coordinators that one of two would like to talk; the other is told nothing."""
    walk = pulse.walk
    path = reverse("mentorship", args=[walk.pk])
    for person in coordinators_of(walk.program, walk.pair):
        if not walk.has(person):
            notifications.tell(
                person=person,
                kind="mentorship.pulse_help",
                path=path,
                about=pulse.pk,
                other=pulse.person,
            )


def forget(mentorship: Mentorship) -> None:
    """Take away what waits for either of the two about the other."""
    for person, other in permutations(mentorship.pair):
        Notice.objects.filter(person=person, other=other).unseen().delete()
