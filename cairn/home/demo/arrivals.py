"""Who has just come in the demo: some who asked, one enrolled before leaving a clinic."""

from datetime import datetime, timedelta
from typing import Any

from cairn.arrivals import actions
from cairn.arrivals.models import FirstContact
from cairn.arrivals.policies import Asker
from cairn.core import clock
from cairn.people import codes
from cairn.people.models import Person
from cairn.programs.models import Program

_ASKED: tuple[tuple[int, dict[str, Any]], ...] = (
    (
        29,
        {
            "name": "Yarrow",
            "language": "en",
            "reach": "text",
            "phone": "555 0123",
            "times": "After five, not on Sundays.",
            "free": ["evenings"],
            "words": "I start a new job on Monday and would like to talk with someone who works.",
        },
    ),
    (
        3,
        {
            "name": "Azucena",
            "language": "es",
            "reach": "phone",
            "phone": "555 0188",
            "may_say": True,
            "wants_gender": "woman",
            "free": ["mornings", "weekends"],
        },
    ),
    (2, {"name": "Fern", "reach": "phone", "phone": "555 0142"}),
    (1, {"reach": "here", "words": "I have no phone just now."}),
)


def come(program: Program, staff: Person, now: datetime) -> None:
    """Open the page for asking at a program, and let people ask and be enrolled there."""
    with clock.pinned(now - timedelta(days=90)):
        door = actions.open_door(by=staff, program=program)
    for hours, said in _ASKED:
        with clock.pinned(now - timedelta(hours=hours)):
            by = Asker(codes.new_code(), program.organization_id)
            asking = actions.begin(by=by, door=door)
            actions.keep(by=by, asking=asking, answers=said)
            contact = actions.send(by=by, asking=asking)
    with clock.pinned(now):
        words = "Come by on Tuesday at four, and ask for Sage."
        actions.keep_first_contact(
            by=staff, contact=contact, how=FirstContact.How.HERE, words=words
        )
        leaves = now + timedelta(days=2)
        actions.enroll(by=staff, program=program, display_name="Teasel", leaves_at=leaves)
