"""The one error shape of the API (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MEDIA_TYPE = "application/problem+json"
_DETAILS = {
    "not_open": gettext_lazy("Open this token for what matters on its page, then send it again."),
    "second_factor": gettext_lazy("Set up a second step on the page about signing in first."),
    "signed_out": gettext_lazy("Send a token of yours that is valid."),
    "idempotency_key_missing": gettext_lazy("Send an Idempotency-Key of 16 to 200 characters."),
}


def response(status: HTTPStatus, code: str, detail: str = "", **more: Any) -> JsonResponse:
    """Return a problem: `code` for machines, `detail` a sentence for people."""
    body: dict[str, Any] = {"type": f"urn:cairn:{code}", "title": status.phrase}
    body |= {"status": status.value, "code": code, "detail": detail or _detail(code)}
    answer = JsonResponse(
        {**body, "fields": [], **more}, status=status.value, content_type=MEDIA_TYPE
    )
    if status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def _detail(code: str) -> str:
    return str(_DETAILS.get(code) or _("That did not work. Nothing was changed."))
