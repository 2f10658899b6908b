"""What a message may be made of. Text in, text out."""

import unicodedata

LONGEST = 4000
_LEFT_OUT = {"Cc", "Cs"}  # controls; halves of characters, which no database keeps


def tidied(body: str) -> str:
    """Return a message without control characters but line feeds, and bare at both ends.

    Marks of direction and joiners stay: names and emoji are made of them.
    """
    lines = body.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(character for character in lines if _may_stay(character)).strip()


def _may_stay(character: str) -> bool:
    return character == "\n" or unicodedata.category(character) not in _LEFT_OUT
