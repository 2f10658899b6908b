"""Whether an agreement says what the limits of confidentiality are. Pure: lines in, parts out.

Whoever signs must have read when something cannot stay between the two, before they say a word.
A machine can not judge how it is said. It can tell that a part is not spoken of at all: so each
part has stems of words of which one has to stand in a line about it, and staff are told what is
missing, with Cairn's own words for it.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from cairn.people.models import Language

FEWEST_WORDS = 4
"""A line says at least so many words for each part it speaks of: a list of stems says nothing."""


class Part(StrEnum):
    """What the first part of an agreement has to speak of: what stays, and the three exceptions.

    They are those of 42 CFR Part 2: a medical emergency (2.51), a child, or an adult who cannot
    protect themselves, being hurt (2.12), an order of a court (2.61 and the next).
    """

    STAYS = "stays"
    DANGER = "danger"
    PROTECTION = "protection"
    COURT = "court"


_STEMS = {
    Language.ENGLISH: {
        Part.STAYS: "stays between|stay with|private|confidential|keep|kept",
        Part.DANGER: "badly|seriously|die|dying|death|danger|emergenc|suicid|kill|life",
        Part.PROTECTION: "child|minor|under 18|under eighteen|elder|cannot protect|can’t protect",
        Part.COURT: "judge|court|subpoena|magistrate",
    },
    Language.SPANISH: {
        Part.STAYS: "queda entre|quedan entre|quede entre|privad|confidencial|reserva",
        Part.DANGER: "grave|morir|muer|peligro|emergencia|urgencia|suicid|matar|vida",
        Part.PROTECTION: "niñ|menor|infan|anciano|mayores|no puede protegerse|adolescen",
        Part.COURT: "juez|tribunal|juzgado|judicial|corte",
    },
}


def missing(lines: Iterable[str], language: str) -> list[Part]:
    """Return which parts no line speaks of, in enough words, in their order."""
    found: set[Part] = set()
    for line in lines:
        spoken_of = _parts(line, language)
        if len(line.split()) >= FEWEST_WORDS * len(spoken_of):
            found |= spoken_of
    return [part for part in Part if part not in found]


def _parts(line: str, language: str) -> set[Part]:
    said = unicodedata.normalize("NFC", line).casefold().replace("'", "’")
    stems = _STEMS[Language(language)]
    return {part for part in Part if re.search(rf"\b(?:{stems[part]})", said)}
