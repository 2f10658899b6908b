"""The one error shape of the API (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from django.http import JsonResponse


def response(status: HTTPStatus, code: str, detail: str = "", **more: Any) -> JsonResponse:
    """Return a problem: `code` for machines, `detail` a sentence for people."""
    body = {"type": f"urn:cairn:{code}", "title": status.phrase, "status": status.value}
    body |= {"code": code, "detail": detail, **more}
    return JsonResponse(body, status=status.value, content_type="application/problem+json")
