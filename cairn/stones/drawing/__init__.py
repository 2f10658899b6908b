"""The cairn as a drawing: things done in, stones out, the same for the same person. Pure."""

from cairn.stones.drawing.heap import PlacedStone, extend, place_stones
from cairn.stones.drawing.outline import StoneKind
from cairn.stones.drawing.picture import Drawing, draw
from cairn.stones.drawing.words import description_for, title_for

__all__ = [
    "Drawing",
    "PlacedStone",
    "StoneKind",
    "description_for",
    "draw",
    "extend",
    "place_stones",
    "title_for",
]
