"""People who ask for a mentor, brought there by the actions alone."""

from cairn.arrivals import actions
from cairn.arrivals.models import Asking, Door, FirstContact
from cairn.arrivals.policies import Asker
from cairn.people import codes
from tests.cast import Cast

SAID = {"name": "Yarrow", "reach": "phone", "phone": "555 0100", "words": "I like heron walks."}


def door(cast: Cast) -> Door:
    return actions.open_door(by=cast.coordinator, program=cast.program)


def asker(cast: Cast) -> Asker:
    return Asker(codes.new_code(), cast.program.organization_id)


def begun(cast: Cast, by: Asker, **said: object) -> Asking:
    """Something typed and not sent yet."""
    asking = actions.begin(by=by, door=door(cast))
    return actions.keep(by=by, asking=asking, answers={**SAID, **said})


def sent(cast: Cast, by: Asker | None = None, **said: object) -> FirstContact:
    by = by or asker(cast)
    return actions.send(by=by, asking=begun(cast, by, **said))


def asked(cast: Cast) -> tuple[Door, FirstContact]:
    """The open door of the cast's program, and what somebody asked there."""
    return door(cast), sent(cast)
