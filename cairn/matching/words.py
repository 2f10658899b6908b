"""The engine's codes as plain sentences: for the mentee, for those who decide, about time.

Names of people stand beside these sentences, never inside them, so that nothing has to agree with
anybody's gender. A value somebody wrote goes in as it was written; templates escape it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from math import ceil
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext, ngettext_lazy

from cairn.matching.vocabulary import language, listed, said

Reason = Mapping[str, Any]
Words = str | Promise

MILES_A_KM = 0.621371
HOUR = 60

_SHARED: dict[str, Words] = {
    "pathway_shared": _lazy("Walks a pathway of yours: %(values)s"),
    "spirituality_same": _lazy("Sees faith as you do: %(value)s"),
    "life_shared": _lazy("Knows from within what you have lived: %(values)s"),
    "age_near": _lazy("About your age"),
    "gender_wished": _lazy("Is %(value)s, as you wished"),
    "gender_same": _lazy("Is %(value)s, like you"),
    "time_shared": _lazy("Free when you are: %(time)s a week"),
    "near": _lazy("Lives near: %(distance)s"),
    "online": _lazy("Meets online, so distance does not matter"),
    "likes_shared": _lazy("Likes what you like: %(values)s"),
    "dislikes_shared": _lazy("Could do without the same things: %(values)s"),
    "career_same": _lazy("Works where you want to: %(value)s"),
    "substances_shared": _lazy("Comes from the same place: %(values)s"),
    "language_shared": _lazy("Speaks your language: %(values)s"),
}
_DIFFERENT: dict[str, Words] = {
    "pathway_differs": _lazy("Also walks a pathway you did not name: %(values)s."),
    "spirituality_differs": _lazy("Sees faith in another way: %(value)s."),
    "life_differs": _lazy("Has lived some of what you have not: %(values)s."),
    "gender_differs": _lazy("Is %(value)s."),
    "time_short": _lazy("You share %(time)s a week: meetings need planning."),
    "far": _lazy("Lives %(distance)s away: you’d meet halfway, or call."),
    "likes_differ": _lazy("Likes other things too: %(values)s."),
    "dislikes_differ": _lazy("Does not care for %(values)s."),
    "career_differs": _lazy("Works in another field: %(value)s."),
    "substances_differ": _lazy("Has another history too: %(values)s."),
    "untold": _lazy("Has not told %(untold)s."),
}
UNTOLD: dict[str, Words] = {
    "pathway": _lazy("which pathway they walk"),
    "career": _lazy("what they work at"),
    "likes": _lazy("what they like"),
    "life": _lazy("what they have lived"),
    "spirituality": _lazy("how they see faith"),
    "age": _lazy("how old they are"),
}
_SHORT: dict[str, Words] = {
    "pathway_shared": _lazy("same pathway"),
    "spirituality_same": _lazy("faith"),
    "life_shared": _lazy("life experience"),
    "age_near": _lazy("age"),
    "gender_wished": _lazy("gender wished for"),
    "gender_same": _lazy("gender"),
    "time_shared": _lazy("%(time)s together"),
    "near": _lazy("near"),
    "online": _lazy("online"),
    "likes_shared": _lazy("interests"),
    "dislikes_shared": _lazy("dislikes"),
    "career_same": _lazy("work goal"),
    "substances_shared": _lazy("same history"),
    "language_shared": _lazy("language"),
}
PARTS: dict[str, Words] = {
    "top_three": _lazy("Own three wishes"),
    "pathway": _lazy("Pathway and spirituality"),
    "life": _lazy("Life stage"),
    "availability": _lazy("Times in common"),
    "proximity": _lazy("Near, or online"),
    "interests": _lazy("Interests, dislikes"),
    "career": _lazy("Work goal"),
}
_NOBODY: dict[str, Words] = {
    "gender": _lazy("No mentor here meets the wish about gender, on both sides."),
    "meets": _lazy("Nobody here meets the way they can: in person or online."),
    "place": _lazy("No mentor lives near enough to meet in person."),
    "time": _lazy("No mentor is free long enough at the same times."),
    "clearance": _lazy("No mentor’s training and clearance are complete."),
    "not_available": _lazy("No mentor is available now: full or away."),
    "fit": _lazy("No mentor reaches the fit this program asks for."),
}


GROUPINGS: dict[str, Words] = {
    "language": _lazy("By preferred language"),
    "gender": _lazy("By gender"),
    "meets": _lazy("By way of meeting"),
    "pathway": _lazy("By pathway"),
}
_WAITED_FOR: dict[str, Words] = {
    "gender": _lazy("Someone who fits your wish about gender, and you theirs."),
    "meets": _lazy("Someone who meets the way you can: in person or online."),
    "place": _lazy("Someone who lives near enough to meet."),
    "time": _lazy("Someone who is free when you are."),
    "clearance": _lazy("Someone whose training is done."),
    "fit": _lazy("Someone who fits you well enough."),
    "no_answers": _lazy("A few answers of yours, so that we can look for someone who fits."),
}
_A_PLACE = _lazy("Someone who has a place free.")


_BUT_FOR: dict[str, Words] = {
    "language": ngettext_lazy(
        "%(n)d mentor would do, but for the language.",
        "%(n)d mentors would do, but for the language.",
        "n",
    ),
    "gender": ngettext_lazy(
        "%(n)d mentor would do, but for the wishes about gender.",
        "%(n)d mentors would do, but for the wishes about gender.",
        "n",
    ),
    "meets": ngettext_lazy(
        "%(n)d mentor would do, but one side meets only in person and one only online.",
        "%(n)d mentors would do, but one side meets only in person and one only online.",
        "n",
    ),
    "place": ngettext_lazy(
        "%(n)d mentor would do, but lives too far away.",
        "%(n)d mentors would do, but live too far away.",
        "n",
    ),
    "time": ngettext_lazy(
        "%(n)d mentor would do with more time in common.",
        "%(n)d mentors would do with more time in common.",
        "n",
    ),
    "clearance": ngettext_lazy(
        "%(n)d mentor would do once training and clearance are complete.",
        "%(n)d mentors would do once training and clearance are complete.",
        "n",
    ),
    "not_available": ngettext_lazy(
        "%(n)d mentor would do, but is not available now.",
        "%(n)d mentors would do, but are not available now.",
        "n",
    ),
    "fit": ngettext_lazy(
        "%(n)d mentor is just below the fit this program asks for.",
        "%(n)d mentors are just below the fit this program asks for.",
        "n",
    ),
}
_WHY_NOT: dict[str, Words] = {
    "language": _lazy("no language in common"),
    "gender": _lazy("a wish about gender"),
    "meets": _lazy("one meets in person, one online"),
    "place": _lazy("too far away"),
    "time": _lazy("too little time in common"),
    "clearance": _lazy("training or clearance missing"),
    "not_available": _lazy("not available"),
    "fit": _lazy("below the fit asked for"),
}


def reason(code: Reason) -> str:
    """Return one thing a mentor and the reading mentee share."""
    sentence = str(_SHARED[code["code"]]) % _params(code)
    if code["wished"] and code["code"] != "gender_wished":
        return _("%(what)s. You asked for this.") % {"what": sentence}
    return sentence


def difference(code: Reason) -> str:
    """Return one honest difference between a mentor and the reading mentee."""
    if code["code"] == "age_apart":
        years = code["params"]["years"]
        return ngettext(
            "You are %(years)d year apart in age.", "You are %(years)d years apart in age.", years
        ) % {"years": years}
    return str(_DIFFERENT[code["code"]]) % _params(code)


def short(reasons: Iterable[Reason]) -> str:
    """Return why a pair, in a few words for those who decide."""
    return ", ".join(str(_SHORT[each["code"]]) % _params(each) for each in reasons)


def headline(waiting: int, free_mentors: int, *, is_proven: bool) -> str:
    """Return how things stand: who waits, who could take someone, whether the best is known."""
    if not waiting:
        return _("Nobody waits.")
    waits_now = ngettext("%(n)d waiting", "%(n)d waiting", waiting) % {"n": waiting}
    free = ngettext("%(n)d mentor free", "%(n)d mentors free", free_mentors) % {"n": free_mentors}
    stands = _("%(waiting)s, %(free)s.") % {"waiting": waits_now, "free": free}
    return f"{stands} {_('The best set, proven.')}" if is_proven else stands


def causes(found: Iterable[Mapping[str, Any]], languages: Iterable[str]) -> list[str]:
    """Return what stands in someone's way, the most telling first.

    `languages` are the tags the person speaks, for the sentence about them.
    """
    return [_cause(each, languages) for each in found]


def waited_for(codes: Iterable[str], languages: Iterable[str]) -> list[str]:
    """Return what somebody waits for, said to themself, each thing once, from the codes of causes.

    Whatever may not be said reads as a mentor without a free place.
    """
    return list(dict.fromkeys(_waited_for(code, languages) for code in codes))


def _waited_for(code: str, languages: Iterable[str]) -> str:
    if code == "language":
        spoken = listed(dict.fromkeys(language(tag) for tag in languages))
        return _("Someone who speaks %(language)s.") % {"language": spoken}
    return str(_WAITED_FOR.get(code, _A_PLACE))


def distance(km: int) -> str:
    """Return a distance both ways of measuring."""
    if km < 1:
        return _("less than a kilometer")
    miles = round(km * MILES_A_KM) or 1
    return ngettext("%(miles)d mile (%(km)d km)", "%(miles)d miles (%(km)d km)", miles) % {
        "miles": miles,
        "km": km,
    }


def span(minutes: int) -> str:
    """Return so much time, in half hours: “2½ hours”, “30 minutes”."""
    if minutes < HOUR:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours, rest = divmod(minutes, HOUR)
    half = "½" if rest >= HOUR // 2 else ""
    return ngettext("%(n)d%(half)s hour", "%(n)d%(half)s hours", hours + bool(half)) % {
        "n": hours,
        "half": half,
    }


def points(hundredths: int) -> int:
    """Return a fit in whole points of 100, rounded half up."""
    return (hundredths + 50) // 100


def part_points(weight: int, share: int) -> str:
    """Return what a part reaches of its weight, both in hundredths: “14 of 15”."""
    reached = points(round(weight * share / 10_000))
    return _("%(reached)d of %(most)d") % {"reached": reached, "most": points(weight)}


def why_not(codes: Iterable[str]) -> str:
    """Return why a mentor can't be somebody's, in a few words."""
    return listed(str(_WHY_NOT[code]) for code in codes)


def waits(days: int) -> str:
    """Return how long somebody has waited."""
    return ngettext("waits %(days)d day", "waits %(days)d days", days) % {"days": days}


def need(mentors: int | None, *, is_known: bool) -> str:
    """Return how many mentors more it takes until half wait less than a week."""
    if not is_known:
        return _("Too little happened to say")
    if mentors is None:
        return _("More mentors than can be played")
    if mentors == 0:
        return _("Enough mentors: half wait less than a week")
    more = ngettext(
        "With %(n)d mentor more, half would wait less than a week",
        "With %(n)d mentors more, half would wait less than a week",
        mentors,
    )
    return more % {"n": mentors}


def time_left(until: datetime, now: datetime) -> str:
    """Return how long there is until a moment: days from two on, then hours."""
    hours = int((until - now).total_seconds() // 3600)
    if hours >= 48:  # noqa: PLR2004 - two days
        days = round(hours / 24)
        return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}
    if hours < 1:
        return _("less than an hour left")
    return ngettext("%(n)d hour left", "%(n)d hours left", hours) % {"n": hours}


def cost(people: int, points: int) -> str:
    """Return what something costs everybody together, in people and points of fit."""
    said_points = ngettext("%(n)d point of fit", "%(n)d points of fit", ceil(abs(points) / 100)) % {
        "n": ceil(abs(points) / 100)
    }
    if people > 0:
        return ngettext(
            "%(n)d person more would go without a mentor.",
            "%(n)d people more would go without a mentor.",
            people,
        ) % {"n": people}
    if points <= 0:
        return _("It costs nothing.")
    return _("It costs %(points)s in all.") % {"points": said_points}


def _cause(cause: Mapping[str, Any], languages: Iterable[str]) -> str:
    code, mentors = cause["code"], cause["mentors"]
    if code == "no_answers":
        return _("The questions for matching are not answered yet.")
    if code == "places_taken":
        return ngettext(
            "%(n)d mentor fits, and the place went to someone else.",
            "%(n)d mentors fit, and their places went to others.",
            mentors,
        ) % {"n": mentors}
    if cause["nobody"]:
        return _nobody(code, languages)
    return _but_for(code, mentors, cause["nearest"])


def _nobody(code: str, languages: Iterable[str]) -> str:
    if code == "language":
        spoken = listed(dict.fromkeys(language(tag) for tag in languages))
        return _("No mentor speaks %(language)s.") % {"language": spoken}
    return str(_NOBODY[code])


def _but_for(code: str, mentors: int, nearest: int | None) -> str:
    return str(_BUT_FOR[code] % {"n": mentors}) + _nearest(code, nearest)


def _nearest(code: str, nearest: int | None) -> str:
    if nearest is None:
        return ""
    if code == "time":
        return " " + _("The most is %(time)s a week.") % {"time": span(nearest)}
    if code == "place":
        return " " + _("The nearest is %(distance)s away.") % {"distance": distance(nearest)}
    return " " + _("The best reaches %(fit)d of 100.") % {"fit": nearest // 100}


def _params(code: Reason) -> dict[str, str]:
    given, trait = code["params"], code["trait"]
    words = {}
    if "values" in given:
        words["values"] = listed(said(trait, value) for value in given["values"])
    if "value" in given:
        words["value"] = said(trait, given["value"])
    if "minutes" in given:
        words["time"] = span(given["minutes"])
    if "km" in given:
        words["distance"] = distance(given["km"])
    if code["code"] == "untold":
        words["untold"] = str(UNTOLD[trait])
    return words
