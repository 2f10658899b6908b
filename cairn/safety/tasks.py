"""Work of safety that is done in the background."""

from procrastinate.contrib.django import app

from cairn.safety import keeping_apart


@app.task(name="safety.part_everywhere")
def part_everywhere() -> None:
    """Part whoever is kept apart, in every organization."""
    keeping_apart.part_everywhere()
