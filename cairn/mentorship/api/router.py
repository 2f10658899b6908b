"""Where the doors of mentorships are gathered."""

from ninja import Router

router = Router(tags=["Mentorships"])
