"""What every request passes: the person is named, the door is looked up, retries are harmless."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import cast

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from cairn.api import failures, problems, tokens
from cairn.audit import receipts
from cairn.audit.models import Receipt
from cairn.config.uploads import MOST_SENT
from cairn.core import access
from cairn.core.access import Access
from cairn.core.verdict import Refused
from cairn.people import confirming, devices, policies, queries, session_store, waiting
from cairn.people.keys import store as keys
from cairn.people.models import Account as AccountRow
from cairn.people.models import Person as PersonRow
from cairn.people.requests import VisitorRequest
from cairn.people.session_store import SessionStore


class Passing(VisitorRequest):
    """What the middleware notes on a request while it passes."""

    has_failed: bool
    receipt: tuple[Receipt, str] | None


GetResponse = Callable[[HttpRequest], HttpResponse]
_UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


def discretion(get_response: GetResponse) -> GetResponse:
    """Let no browser or proxy keep a page, and tell no other site where a link came from.

    Stands outside, so that what is refused at once, such as a foreign host, says so too.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path.startswith(f"/{settings.STATIC_URL.lstrip('/')}"):
            response.setdefault("Cache-Control", "no-store")
        response.setdefault("X-Content-Type-Options", "nosniff")
        response.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


def heads(get_response: GetResponse) -> GetResponse:
    """Let HEAD be GET to all that stands further in, libraries too; the server sends no body.

    One library counts whatever is not GET as a try to sign in.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method != "HEAD":
            return get_response(request)
        request.method = "GET"
        response = get_response(request)
        request.method = "HEAD"
        return response

    return answer


def bounded(get_response: GetResponse) -> GetResponse:
    """Refuse a body that is larger than any file may be, before any of it is read."""

    def answer(request: HttpRequest) -> HttpResponse:
        length = request.headers.get("Content-Length", "")
        if length.isdecimal() and int(length) > MOST_SENT:
            return failures.too_large(request)
        return get_response(request)

    return answer


def language(get_response: GetResponse) -> GetResponse:
    """Speak the person's own language, else the device's, and tell times as where they are."""

    def answer(request: HttpRequest) -> HttpResponse:
        account = request.user if request.user.is_authenticated else None
        wanted = getattr(account, "language", "") or translation.get_language_from_request(request)
        person = cast("Passing", request).person
        zone = person.time_zone if person else None
        with translation.override(wanted), timezone.override(zone):
            response = get_response(request)
        response.setdefault("Content-Language", wanted)
        return response

    return answer


def forgetting(get_response: GetResponse) -> GetResponse:
    """Have the browser forget the pages it kept when somebody leaves, by whatever door."""

    def answer(request: HttpRequest) -> HttpResponse:
        was_here = request.user.is_authenticated
        response = get_response(request)
        if was_here and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache"'
        return response

    return answer


def staying(get_response: GetResponse) -> GetResponse:
    """Keep a session that is used. What a page asks by itself, of news or closing, is no use."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        hears_news = cast("Passing", request).htmx and request.method == "GET"
        asks_by_itself = hears_news or devices.asks_by_itself(request)
        session = cast("SessionStore", request.session)
        if request.user.is_authenticated and not asks_by_itself and session.is_to_be_renewed():
            session.modified = True
        return response

    return answer


class Account(AuthenticationMiddleware):
    """Django's, with the account that came along with the session's row."""

    def process_request(self, request: HttpRequest) -> None:
        """Let `request.user` be looked up when somebody asks for it."""
        super().process_request(request)
        found = SimpleLazyObject(partial(session_store.account_of, request))
        request.user = cast("AccountRow | AnonymousUser", found)


class Person:
    """Names the person for one transaction around the whole request.

    Row-level security follows that name. An exception, or an answer of 500, undoes everything.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Passing) -> HttpResponse:
        """Answer inside one transaction."""
        request.has_failed = False
        with keys.keep_in_mind(), transaction.atomic():
            request.person = _person(request)
            response = self.get_response(request)
            if request.has_failed or response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                transaction.set_rollback(True)
        return response

    def process_exception(self, request: Passing, exception: Exception) -> None:  # noqa: ARG002
        """Remember that the view did not finish."""
        request.has_failed = True


def _person(request: Passing) -> PersonRow | None:
    if request.path.startswith("/api/"):
        return tokens.person_of(request.headers.get("Authorization", ""))
    if request.user.is_authenticated:
        return queries.enter(request.user.pk, request.session.get("person"))
    return None


class Doors:
    """Looks every route up in the access registry; what is not in it does not exist."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Passing) -> HttpResponse:
        """Answer, and keep the answer for a retry under the same key."""
        request.receipt = None
        response = self.get_response(request)
        _settle(request, response)
        return response

    def process_view(self, request: Passing, *_: object) -> HttpResponseBase | None:
        """Let in, turn away, or hand out the answer given before."""
        row = access.access_to(_name(request), request.method or "")
        if row is None:
            raise Http404
        if not row.policy(request.person):
            return _turn_away(request)
        if request.person and (answer := _ask_first(request, row)):
            return answer
        if row.keyed and request.method in _UNSAFE and request.person:
            return _answer_once(request)
        return None

    def process_exception(self, request: Passing, exception: Exception) -> HttpResponse | None:
        """Show the reason of a refusal."""
        if not isinstance(exception, Refused) or request.path.startswith("/api/"):
            return None
        context = {"reason": exception.verdict.reason}
        response = render(request, "403.html", context, status=HTTPStatus.FORBIDDEN)
        transaction.set_rollback(True)
        return response


def _name(request: Passing) -> str:
    match = request.resolver_match
    return match.view_name if match else ""


def _turn_away(request: Passing) -> HttpResponseBase:
    if request.path.startswith("/api/") and request.person is None:
        return problems.response(HTTPStatus.UNAUTHORIZED, "signed_out")
    if request.user.is_authenticated or request.path.startswith("/api/"):
        raise Http404
    return redirect_to_login(request.get_full_path())


def _ask_first(request: Passing, row: Access) -> HttpResponse | None:
    """Ask staff for a second factor, and whoever does what matters for who they are."""
    if getattr(request.person, "lacks_factor", False) and not _is_early(row):  # `queries.enter`
        return _by_hand(request, "second_factor") or confirming.lead_to_factor(request)
    if row.step_up and not _has_confirmed(request):
        return _by_hand(request, "not_open") or confirming.ask(request)
    if request.method in _UNSAFE:
        waiting.forget(request)
    return None


def _has_confirmed(request: Passing) -> bool:
    """Tell whether the person showed of late who they are; for software, by opening its token."""
    if request.path.startswith("/api/"):
        header = request.headers.get("Authorization", "")
        return tokens.is_open(person=cast("PersonRow", request.person), header=header)
    return confirming.is_recent(request)


def _is_early(row: Access) -> bool:
    return row.early or row.policy is policies.anyone


def _by_hand(request: Passing, code: str) -> HttpResponse | None:
    """Tell software what a person must do on a page first."""
    is_software = request.path.startswith("/api/")
    return problems.response(HTTPStatus.FORBIDDEN, code) if is_software else None


def _answer_once(request: Passing) -> HttpResponse | None:
    key = request.headers.get("Idempotency-Key") or request.POST.get("form_key", "")
    if not receipts.WELL_FORMED.fullmatch(key):
        return _without_key(request)
    person = cast("PersonRow", request.person)
    receipt = receipts.reserve(organization_id=person.organization_id, actor_id=person.pk, key=key)
    if receipt is None:
        return receipts.answer_again(actor_id=person.pk, key=key)
    request.receipt = (receipt, key)
    return None


def _settle(request: Passing, response: HttpResponse) -> None:
    """Keep the answer; after a rollback the receipt itself is gone."""
    if request.receipt and not transaction.get_rollback():
        receipt, key = request.receipt
        receipts.settle(receipt, key, response)


def _without_key(request: Passing) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problems.response(HTTPStatus.BAD_REQUEST, "idempotency_key_missing")
    return render(request, "403_csrf.html", status=HTTPStatus.BAD_REQUEST)
