"""Who may do what in a mentorship, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cairn.core import clock
from cairn.core.verdict import ALLOWED, Verdict, refuse
from cairn.mentorship import agreements, questions
from cairn.mentorship.models import Commitment, Mentorship, SupportContact
from cairn.people import apart
from cairn.people.models import Language, Person
from cairn.programs.models import Enrollment, Program
from cairn.programs.policies import can_coordinate

LONGEST_COMMITMENT = 200
DAY_PAST = _("That day has passed. Take one to come, or none.")
NOT_SIGNED = refuse("not_signed", _("You both sign the agreement first."))
ENDED = refuse("ended", _("This mentorship has ended."))


@dataclass(frozen=True)
class Pairing:
    """What a match is weighed by: both places in the program, and what is taken of them."""

    mentor: Person
    mentee_place: Enrollment | None
    mentor_place: Enrollment | None
    places_taken: int
    has_a_mentor: bool
    walk_already: bool = False
    are_apart: bool = False


def can_match(person: Person, pairing: Pairing) -> Verdict:
    """The mentor, for a mentee without one, with a place free; two walk together once at a time."""
    if person.pk != pairing.mentor.pk:
        return refuse("not_yours", _("Only the mentor can say yes to this."))
    if pairing.mentee_place is None or pairing.are_apart:
        return refuse("not_enrolled", _("They are not in this program now."))
    if pairing.has_a_mentor:
        return refuse("has_a_mentor", _("They have a mentor in this program."))
    if pairing.walk_already:
        return refuse("walk_already", _("You two walk together already."))
    return _can_take_on(pairing.mentor_place, pairing.places_taken)


def can_adopt_agreement(person: Person, program: Program, words: Mapping[str, str]) -> Verdict:
    """Staff of the program, with words in every language that Cairn speaks."""
    if not all(words.get(language, "").strip() for language in Language.values):
        return refuse("language_missing", _("The agreement is needed in every language."))
    verdicts = (says_its_limits(words[language], language) for language in Language.values)
    wrong = next((verdict for verdict in verdicts if not verdict), None)
    return can_coordinate(person, program) if wrong is None else wrong


def says_its_limits(body: str, language: str) -> Verdict:
    """Whether the words of one language begin with the limits of confidentiality, each of them."""
    if not agreements.says_limits_first(body, language):
        return refuse(
            "limits_first",
            _("It begins with what stays between the two, and what cannot. Keep that heading."),
        )
    unsaid = agreements.unsaid(body, language)
    if unsaid:
        said = _("Under the first heading this is missing: {lines} Say it in your own words.")
        lines = " ".join(f"“{line}”" for line in unsaid)
        return refuse("limits_missing", format_lazy(said, lines=lines))
    return ALLOWED


def can_sign(person: Person, mentorship: Mentorship, read: int | None = None) -> Verdict:
    """Each of the two, once a version, the one they have read (None: the one of now)."""
    if not mentorship.has(person):
        return refuse("not_yours", _("Only the two of you sign this."))
    if mentorship.ended_at:
        return ENDED
    wanted = agreements.version_to_sign(mentorship)
    if mentorship.signatures.filter(person=person, text__version=wanted).exists():
        return refuse("signed_already", _("You have signed this."))
    if read is not None and read != wanted:
        return refuse(
            "agreement_changed", _("The words changed meanwhile. Please read them again.")
        )
    return ALLOWED


def can_keep_contact(
    person: Person, contact: SupportContact, answers: Mapping[str, str]
) -> Verdict:
    """Staff of the program about two others, once, and never without having asked about safety."""
    if contact.mentorship.ended_at:
        return ENDED
    if contact.kept_at:
        return refuse("kept_already", _("This contact is written down."))
    if "safety" not in questions.tidied(answers, is_review=contact.is_review):
        return refuse("safety_not_asked", _("Whether they feel safe is asked every time."))
    verdict = can_coordinate(person, contact.mentorship.program)
    if verdict and contact.mentorship.has(person):
        return refuse("of_the_two", _("You are one of the two. Someone else of the staff asks."))
    return verdict


def can_look_at(person: Person, mentorship: Mentorship) -> Verdict:
    """Each of the two, and staff of the program."""
    return ALLOWED if mentorship.has(person) else can_coordinate(person, mentorship.program)


def can_look_at_contact(person: Person, contact: SupportContact) -> Verdict:
    """Staff of the program."""
    return can_coordinate(person, contact.mentorship.program)


def can_end(person: Person, mentorship: Mentorship) -> Verdict:
    """Each of the two at any time, and staff of the program."""
    if mentorship.ended_at:
        return ENDED
    return ALLOWED if mentorship.has(person) else can_coordinate(person, mentorship.program)


def can_commit(
    person: Person, mentorship: Mentorship, words: str, due_on: date | None = None
) -> Verdict:
    """Each of the two while they walk, in a few words, for no day that has passed."""
    verdict = between_the_two(person, mentorship)
    if not verdict:
        return verdict
    if not 0 < len(words.strip()) <= LONGEST_COMMITMENT:
        return refuse("few_words", _("Say it in a few words: 200 letters at most."))
    if due_on and due_on < clock.today(person.time_zone):
        return refuse("day_past", DAY_PAST)
    return ALLOWED


def can_settle(person: Person, commitment: Commitment) -> Verdict:
    """Each of the two while they walk, once: it is kept, or let go."""
    if not commitment.is_open:
        return refuse("settled", _("This is kept or let go already."))
    return between_the_two(person, commitment.mentorship)


def can_think_of(person: Person, mentorship: Mentorship) -> Verdict:
    """Each of the two while they walk, once on a day of their own."""
    verdict = between_the_two(person, mentorship)
    today = clock.today(person.time_zone)
    if verdict and mentorship.thoughts.filter(person=person, latest_on__gte=today).exists():
        return refuse("thought_of_today", _("They know it today. Tomorrow you can say it again."))
    return verdict


def between_the_two(person: Person, mentorship: Mentorship) -> Verdict:
    """Each of the two while they walk: both have signed, it goes on, nothing keeps them apart."""
    if not mentorship.has(person):
        return refuse("not_yours", _("This is between two other people."))
    if is_over(person, mentorship):
        return ENDED
    if mentorship.begun_at is None:
        return NOT_SIGNED
    return ALLOWED


def goes_on(person: Person, mentorship: Mentorship) -> Verdict:
    """While it has not ended; for the two, while nothing keeps them apart either."""
    return ENDED if is_over(person, mentorship) else ALLOWED


def is_over(person: Person, mentorship: Mentorship) -> bool:
    """Whether it has ended; for the two also once they are kept apart, before it ends."""
    is_of_two = mentorship.has(person)
    return bool(mentorship.ended_at) or (is_of_two and apart.are_apart(*mentorship.pair))


def _can_take_on(place: Enrollment | None, taken: int) -> Verdict:
    if place is None or not place.is_cleared:
        return refuse("not_cleared", _("Your clearance for this program is not done yet."))
    if not place.is_trained:
        return refuse("not_trained", _("The training that comes first is not done yet."))
    if place.is_paused:
        return refuse("paused", _("You are on a pause. End it first, whenever you like."))
    if place.places_left(taken) <= 0:
        return refuse("no_free_place", _("You have no free place just now."))
    return ALLOWED
