"""What Cairn asks of the sign-in library: aliases in its tables and keys, and no mail of its own.

See docs/adr/0010-sign-in-tables-hold-an-alias.md.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cairn.people import devices, lookup, throttling
from cairn.people.models import Account


class Backend(ModelBackend):
    """Opens an account by alias and password. Several may stand under one alias."""

    def authenticate(  # type: ignore[override] # only by alias, never by name
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django's shape
        email: str = "",
        password: str = "",
        **_other: Any,
    ) -> Account | None:
        """Return the account, or None in the same time."""
        return lookup.holder(email, password)


class Adapter(DefaultAccountAdapter):  # type: ignore[misc] # the library is untyped
    """Turns addresses into aliases on the way in; says things in our words."""

    _tried: RateLimitUsage | None = None

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("That e-mail and that password do not go together."),
        "incorrect_password": _("That is not your password."),
        "enter_current_password": _("That is not your password."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try once more."),
        "rate_limited": _("Too many tries. Wait a minute, then try once more."),
        "incorrect_code": _("That did not fit. Please try once more."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Nobody signs up: people join by invitation."""
        return False

    def clean_email(self, email: str) -> str:
        """Return the alias that stands for an address a person typed."""
        return lookup.alias_of(email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: mail goes from the background, where it takes nobody's time."""

    def pre_login(self, request: HttpRequest, user: Account, **options: Any) -> Any:
        """Take note of what somebody says of the device, at the first step of signing in."""
        devices.call(request.session, is_own=bool(request.POST.get("own")))
        return super().pre_login(request, user, **options)

    def login(self, request: HttpRequest, user: Account) -> None:
        """Begin a session, under the name of the device."""
        super().login(request, user)
        devices.begin(request)

    def logout(self, request: HttpRequest) -> None:
        """End a session and its streams."""
        devices.sign_out(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Let a network wait that failed too often, and strangers at an account under attack."""
        super().pre_authenticate(request, **credentials)
        self._tried = throttling.try_from_anywhere(request, _login(credentials))
        if self._tried is None:
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """Return whose address and password these are; remember where the owner signs in."""
        found: Account | None = super().authenticate(request, **credentials)
        if found:
            throttling.remember(request, _login(credentials))
        return found

    def _rollback_login_failed_rl_usage(self) -> None:
        super()._rollback_login_failed_rl_usage()
        if self._tried:
            self._tried.rollback()

    def is_ajax(self, request: HttpRequest) -> bool:
        """Answer with JSON at the one place where a script asks: for a passkey's challenge."""
        match = request.resolver_match
        return bool(match and match.view_name == "mfa_login_webauthn" and request.method == "GET")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the ways to show who one is: the library's, and the paper code."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if not getattr(user, "paper_hash", None):
            return ways
        paper = {"id": "confirm_paper", "description": "", "url": reverse("confirm_paper")}
        return [*ways, paper]

    def reauthenticate(self, user: Account, password: str) -> bool:
        """Tell whether it is this very account's password; wrong tries are counted."""
        self.pre_authenticate(self.request, username=user.username)
        is_right = user.check_password(password)
        if is_right:
            self._rollback_login_failed_rl_usage()
        return is_right

    def set_password(self, user: Account, password: str) -> None:
        """Change a password, end all other sessions, and forget the wrong tries made before."""
        super().set_password(user, password)
        devices.end_all(user, but=devices.key_of(self.request.session))
        self._delete_login_attempts_cached_email(self.request, email=user.email)
        throttling.remember(self.request, user.email)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count wrong tries by account and network: a stranger never locks the owner out."""
        return f"{_login(credentials)}:{ratelimit.get_ip(request)}"


def _login(credentials: dict[str, Any]) -> str:
    login: str = credentials.get("email") or credentials.get("username", "")
    return login
