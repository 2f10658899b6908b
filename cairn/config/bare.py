"""Headers for the answers that do not come through Django: streams, and bodies that are too big."""

from collections.abc import MutableMapping
from typing import Any

from django.conf import settings

from cairn.realtime.stream import Send

_ALWAYS = [
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", settings.SECURE_REFERRER_POLICY.encode()),
    (b"cache-control", b"no-store"),
]


def with_headers(send: Send) -> Send:
    """Return what sends an answer with the headers every answer has, beside its own."""

    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            own = list(message.get("headers", ()))
            named = {name.lower() for name, _value in own}
            missing = [header for header in _headers() if header[0] not in named]
            message = {**message, "headers": [*own, *missing]}
        await send(message)

    return sending


def _headers() -> list[tuple[bytes, bytes]]:
    if not settings.SECURE_HSTS_SECONDS:
        return _ALWAYS
    lasts = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"
    return [*_ALWAYS, (b"strict-transport-security", lasts.encode())]
