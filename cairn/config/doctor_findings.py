"""What a check of `cairn doctor` can say."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One sentence, and whether the operator has to do something."""

    state: str
    text: str

    @property
    def is_wrong(self) -> bool:
        """Whether Cairn does not work, or not safely, until it is put right."""
        return self.state == "wrong"


def fine(text: str) -> Finding:
    """Say that something is as it should be."""
    return Finding("fine", text)


def look(text: str) -> Finding:
    """Say that something wants a look soon."""
    return Finding("look", text)


def wrong(text: str) -> Finding:
    """Say that something has to be put right."""
    return Finding("wrong", text)
