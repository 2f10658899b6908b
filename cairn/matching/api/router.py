"""Where the doors of matching are gathered."""

from ninja import Router

router = Router(tags=["Matching"])
