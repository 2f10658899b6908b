"""How the codes of answers are said. Open values are said as they were written."""

from collections.abc import Iterable

from babel import Locale, UnknownLocaleError
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cairn.people import languages

Words = str | Promise

PATHWAYS: dict[str, Words] = {
    "twelve_step": _lazy("twelve steps"),
    "smart": _lazy("SMART Recovery"),
    "faith": _lazy("faith"),
    "medication": _lazy("medication"),
    "secular": _lazy("a secular way"),
    "dharma": _lazy("Recovery Dharma"),
    "moderation": _lazy("moderation"),
    "other": _lazy("a way of their own"),
}
SPIRITUALITIES: dict[str, Words] = {
    "religious": _lazy("religious"),
    "spiritual": _lazy("spiritual"),
    "secular": _lazy("not religious"),
}
GENDERS: dict[str, Words] = {
    "woman": _lazy("a woman"),
    "man": _lazy("a man"),
    "nonbinary": _lazy("nonbinary"),
    "other": _lazy("another gender"),
}
SUBSTANCES: dict[str, Words] = {
    "alcohol": _lazy("alcohol"),
    "opioids": _lazy("opioids"),
    "stimulants": _lazy("stimulants"),
    "cannabis": _lazy("cannabis"),
    "sedatives": _lazy("sedatives"),
    "nicotine": _lazy("nicotine"),
    "gambling": _lazy("gambling"),
    "other": _lazy("something else"),
}
LIFE: dict[str, Words] = {
    "parent": _lazy("being a parent"),
    "single_parent": _lazy("raising children alone"),
    "caregiver": _lazy("caring for someone"),
    "veteran": _lazy("having served"),
    "justice": _lazy("time with the courts"),
    "student": _lazy("studying"),
    "homeless": _lazy("having had no home"),
    "lgbtq": _lazy("being LGBTQ+"),
}
MEETS: dict[str, Words] = {
    "in_person": _lazy("in person"),
    "online": _lazy("online"),
    "both": _lazy("in person or online"),
}
BONDS: dict[str, Words] = {
    "": _lazy("I would rather not say"),
    "work": _lazy("Boss, or from work"),
    "home": _lazy("Landlord or house lead"),
    "family": _lazy("Relative"),
    "sponsor": _lazy("Sponsor"),
    "partner": _lazy("Partner, or were once"),
    "other": _lazy("Something else"),
}
WISHES: dict[str, Words] = {
    "pathway": _lazy("the same pathway"),
    "spirituality": _lazy("a similar view of faith"),
    "life": _lazy("someone who has lived the same"),
    "age": _lazy("someone of a similar age"),
    "gender": pgettext_lazy("what matters in a mentor", "gender"),
    "availability": _lazy("time for each other"),
    "proximity": _lazy("someone near"),
    "interests": _lazy("the same interests"),
    "career": _lazy("the work they hope for"),
    "substances": _lazy("the same history"),
}
_BY_TRAIT = {
    "pathway": PATHWAYS,
    "spirituality": SPIRITUALITIES,
    "gender": GENDERS,
    "meets": MEETS,
    "substances": SUBSTANCES,
    "life": LIFE,
}


def said(trait: str, code: str) -> str:
    """Return how a value of a trait is said: `single_parent` is “raising children alone”."""
    if trait == "language":
        return language(code)
    return str(_BY_TRAIT.get(trait, {}).get(code) or code.replace("_", " "))


def language(tag: str) -> str:
    """Return a language's name in the reader's language; its tag where nobody named it."""
    subtag = languages.spoken(tag)
    try:
        known = Locale.parse(get_language() or "en", sep="-").languages
    except (ValueError, UnknownLocaleError):
        known = Locale("en").languages
    return known.get(subtag) or subtag


def listed(words: Iterable[str]) -> str:
    """Return a few words as people say them: “a”, “a and b”, “a, b and c”."""
    every = list(words)
    if len(every) < 2:  # noqa: PLR2004 - two are joined
        return "".join(every)
    return _("%(some)s and %(last)s") % {"some": ", ".join(every[:-1]), "last": every[-1]}
