"""The kinds of data a mentee shares, before a mentor's yes and after it. Pure."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """One kind of data, as the person it is about reads it."""

    STORY = "story", _("What you wrote about yourself")
    LANGUAGES = "languages", _("Your languages")
    AVAILABILITY = "availability", _("When you are free")
    MEETS = "meets", _("In person or online")
    WISHES = "wishes", _("What matters most to you in a mentor")
    INTERESTS = "interests", _("What you like, and what not")
    PATHWAYS = "pathways", _("Your pathways")
    CAREER = "career", _("The work you hope for")
    LIFE = "life", _("What you have lived: children, service, courts")
    SPIRITUALITY = "spirituality", _("How you see faith")
    AGE = "age", _("Your year of birth")
    GENDER = "gender", _("Your gender")
    SUBSTANCES = "substances", _("What you used")
    MOOD = "mood", _("Your mood, when you check in")
    CRAVING = "craving", _("Your craving, when you check in")
    CONNECTION = "connection", _("How close you feel to others, when you check in")
    SLEEP = "sleep", _("Your sleep, when you check in")
    WORDS = "words", _("Your own words, when you check in")
    PLAN = "plan", _("Your plan for a hard night")
    SAFETY = "safety", _("Your plan to stay safe")
    STRETCHES = "stretches", _("Since when you are in recovery")
    STONES = "stones", _("Your stones")
    ANSWERS = "answers", _("All you told for matching, what you used too")


BEFORE_YES = tuple(list(Kind)[: list(Kind).index(Kind.MOOD)])
"""What can be shared with a mentor who is asked. Legal name and contact are not among it."""

AFTER_YES = tuple(list(Kind)[list(Kind).index(Kind.MOOD) :])
"""What can be shared with one's own mentor; none of it is until it is ticked."""

CHECK_IN = (Kind.MOOD, Kind.CRAVING, Kind.CONNECTION, Kind.SLEEP, Kind.WORDS)
"""What a check-in is made of."""

IN_SHORT: dict[str, str | Promise] = {
    Kind.MOOD: _("mood"),
    Kind.CRAVING: _("craving"),
    Kind.CONNECTION: _("company"),
    Kind.SLEEP: _("sleep"),
    Kind.WORDS: _("your own words"),
    Kind.PLAN: _("your plan"),
    Kind.SAFETY: _("your plan to stay safe"),
    Kind.STRETCHES: _("since when"),
}
"""Some kinds in a word or two, for the pages on which they are written."""

TICKED_AT_FIRST = frozenset(BEFORE_YES) - {
    Kind.LIFE,
    Kind.SPIRITUALITY,
    Kind.AGE,
    Kind.GENDER,
    Kind.SUBSTANCES,
}
"""What stands ticked until a person has said: never what was used, nor what one is judged by."""
