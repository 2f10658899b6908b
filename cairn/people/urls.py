"""Routes of the app, those of the sign-in library included: what is not here does not exist.

Paths say nothing about what Cairn is for. The library's other routes (signing up, e-mail
management, third parties) are left out.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as spare
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.conf import settings
from django.urls import URLPattern

from cairn.core.access import Access, DataClass, route
from cairn.people import paper_views as papers
from cairn.people import views
from cairn.people.answering import View, answering, named_file
from cairn.people.policies import anyone, signed_in


def _door(pattern: str, view: View, name: str, row: Access) -> URLPattern:
    """Return a route for looking and sending; someone signed out has no keys to send."""
    return route(pattern, view, name, get=row, post=row)


def _library(pattern: str, view: View, name: str, row: Access) -> URLPattern:
    return _door(pattern, answering(view), name, row)


# Staff without a second factor find these open: how one signs in is where they set it up.
_own = Access(signed_in, DataClass.OWN, early=True)
_asking = Access(signed_in, DataClass.OWN, early=True, step_up=True)
_of_oneself = Access(signed_in, DataClass.PERSONAL, early=True)
_anyones = Access(anyone, DataClass.PUBLIC)
_personal = Access(signed_in, DataClass.PERSONAL)
_public = Access(anyone, DataClass.PUBLIC, keyed=False)

_sign_in = [
    _library("sign-in/", account.login, "account_login", _anyones),
    route("sign-in/out/", account.logout, "account_logout", post=_public),
    route("sign-in/closed/", account.account_inactive, "account_inactive", get=_public),
    _library("sign-in/code/", factors.authenticate, "mfa_authenticate", _anyones),
    _library("sign-in/passkey/", passkeys.login_webauthn, "mfa_login_webauthn", _anyones),
    _library("sign-in/help/", account.password_reset, "account_reset_password", _anyones),
    route(
        "sign-in/help/sent/",
        account.password_reset_done,
        "account_reset_password_done",
        get=_public,
    ),
    route(
        "sign-in/help/done/",
        account.password_reset_from_key_done,
        "account_reset_password_from_key_done",
        get=_public,
    ),
    _library(
        "sign-in/help/<str:uidb36>/<str:key>/",
        account.password_reset_from_key,
        "account_reset_password_from_key",
        _anyones,
    ),
    _library("sign-in/confirm/", account.reauthenticate, "account_reauthenticate", _own),
    _library("sign-in/confirm/code/", factors.reauthenticate, "mfa_reauthenticate", _own),
    _library(
        "sign-in/confirm/passkey/",
        passkeys.reauthenticate_webauthn,
        "mfa_reauthenticate_webauthn",
        _own,
    ),
    _door("sign-in/paper/", papers.sign_in_on_paper, "sign_in_on_paper", _anyones),
    _library("sign-in/confirm/paper/", papers.confirm_paper, "confirm_paper", _own),
    route("sign-in/confirm/on/", views.send_on, "send_on", get=_asking),
]

_signing_in = [
    route("me/signing-in/first/", views.second_step, "second_step", get=_own),
    route("me/signing-in/", factors.index, "mfa_index", get=_own),
    _library("me/signing-in/password/", account.password_change, "account_change_password", _own),
    _library(
        "me/signing-in/password/first/", account.password_set, "account_set_password", _asking
    ),
    _library("me/signing-in/app/", totp.activate_totp, "mfa_activate_totp", _asking),
    _library("me/signing-in/app/off/", totp.deactivate_totp, "mfa_deactivate_totp", _asking),
    route(
        "me/signing-in/codes/",
        spare.view_recovery_codes,
        "mfa_view_recovery_codes",
        get=_asking,
    ),
    _library(
        "me/signing-in/codes/new/",
        spare.generate_recovery_codes,
        "mfa_generate_recovery_codes",
        _asking,
    ),
    route(
        "me/signing-in/codes/file/",
        named_file(spare.download_recovery_codes, "codes.txt"),
        "mfa_download_recovery_codes",
        get=_asking,
    ),
    _door("me/signing-in/paper/", papers.paper, "paper", _asking),
    route("me/signing-in/passkeys/", passkeys.list_webauthn, "mfa_list_webauthn", get=_own),
    _library("me/signing-in/passkeys/add/", passkeys.add_webauthn, "mfa_add_webauthn", _asking),
    _library(
        "me/signing-in/passkeys/<int:pk>/remove/",
        passkeys.remove_webauthn,
        "mfa_remove_webauthn",
        _asking,
    ),
    _library(
        "me/signing-in/passkeys/<int:pk>/", passkeys.edit_webauthn, "mfa_edit_webauthn", _asking
    ),
]

_people = [
    _door("me/", views.me, "me", _of_oneself),
    route("me/organization/", views.switch_organization, "switch_organization", post=_own),
    route("me/devices/", views.devices, "devices", get=_own),
    route("me/devices/own/", views.call_own, "call_own", post=_asking),
    route("me/devices/shared/", views.call_shared, "call_shared", post=_own),
    route("me/devices/<str:pk>/end/", views.end_device, "end_device", post=_own),
    route("me/sign-out/", views.sign_out_everywhere, "sign_out_everywhere", post=_own),
    route("welcome/", views.welcome, "welcome", get=_own),
    _door("join/", views.open_invitation, "open_invitation", _anyones),
    _door("join/<str:code>/", views.join, "join", Access(anyone, DataClass.PERSONAL)),
    route("join/<str:code>/paper/", papers.join_on_paper, "join_on_paper", post=_anyones),
    _door("people/<uuid:pk>/invite/", views.invite, "invite", _personal),
    route("people/<uuid:pk>/invite/mail/", views.invite_by_mail, "invite_by_mail", post=_personal),
]


def _demo() -> list[URLPattern]:
    return [_door("demo/", views.demo_sign_in, "demo_sign_in", _anyones)]


urlpatterns = [*_sign_in, *_signing_in, *_people, *(_demo() if settings.DEMO else [])]
