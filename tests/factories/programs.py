"""People enrolled in a program, many at once."""

from cairn.programs.models import Enrollment
from tests import cast as casting


def many(cast: casting.Cast, count: int, side: Enrollment.Side) -> list[Enrollment]:
    """Enroll people called Aspen 00, Aspen 01 …; their names come before everyone's of the cast."""
    organization = cast.program.organization
    return [
        casting.enroll(
            cast.program,
            casting.make_person(organization, f"Aspen {number:02}", account=False),
            side,
        )
        for number in range(count)
    ]


def unready(cast: casting.Cast) -> Enrollment:
    """Enroll a mentor who has not joined and whose clearance and training are missing."""
    person = casting.make_person(cast.program.organization, "Juniper Test", account=False)
    person.joined_at = None
    person.save()
    side = Enrollment.Side.MENTOR
    return casting.enroll(cast.program, person, side, cleared_at=None, trained_at=None)
