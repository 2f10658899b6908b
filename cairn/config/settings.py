"""Settings, read from the environment alone; the commands fill it before Django starts."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from psycopg.conninfo import conninfo_to_dict

from cairn.config.logs import LOGGING  # noqa: F401 - a setting

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("CAIRN_DATA", "var"))

DEBUG = False
DEMO = os.environ.get("CAIRN_DEMO") == "1"
SECRET_KEY = os.environ.get("SECRET_KEY", "")
WRAPPING_KEY = bytes.fromhex(os.environ.get("CAIRN_WRAPPING_KEY", "00" * 32))
LOOKUP_KEY = bytes.fromhex(os.environ.get("CAIRN_LOOKUP_KEY", "00" * 32))

ALLOWED_HOSTS = os.environ.get("CAIRN_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
PUBLIC_URL = os.environ.get("CAIRN_URL", "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL.startswith("https://") else []

INSTALLED_APPS = [
    "cairn.config",
    "cairn.home",
    "cairn.api",
    "cairn.interop",
    "cairn.conversations",
    "cairn.recovery",
    "cairn.matching",
    "cairn.safety",
    "cairn.consent",
    "cairn.mentorship",
    "cairn.arrivals",
    "cairn.stones",
    "cairn.programs",
    "cairn.notifications",
    "cairn.people",
    "cairn.people.keys",
    "cairn.audit",
    "cairn.realtime",
    "cairn.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "cairn.config.middleware.discretion",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # with padding against BREACH: docs/adr/0013
    "cairn.config.middleware.heads",
    "cairn.config.middleware.bounded",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "cairn.config.middleware.Account",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "cairn.config.middleware.staying",
    "cairn.config.middleware.Person",
    "cairn.config.middleware.language",
    "cairn.config.middleware.forgetting",
    "allauth.account.middleware.AccountMiddleware",
    "cairn.config.middleware.Doors",
]

ROOT_URLCONF = "cairn.config.urls"
WSGI_APPLICATION = "cairn.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "cairn.home.context.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "cairn.audit.templatetags.keys",
            ],
        },
    },
]
FORM_RENDERER = "cairn.ui.forms.Renderer"


def _database(variable: str, **options: Any) -> dict[str, Any]:
    """Return Django's description of the database an environment variable's URL names."""
    parts = conninfo_to_dict(os.environ.get(variable, "postgresql://cairn@127.0.0.1/cairn"))
    known = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host"}
    described = {name: str(parts.pop(key, "")) for name, key in known.items()}
    port = str(parts.pop("port", ""))
    return {
        "ENGINE": "django.db.backends.postgresql",
        **described,
        "PORT": port,
        "OPTIONS": {**parts, **options},
        "CONN_HEALTH_CHECKS": True,  # the pool hands out no connection of a server that restarted
        "TEST": {"NAME": described["NAME"]},
    }


_POOL = {"min_size": 1, "max_size": 12, "timeout": 10}
DATABASES = {
    "default": _database("DATABASE_URL", pool=_POOL),
    "keys": _database("KEYS_URL", pool=_POOL),
    "owner": _database("DATABASE_OWNER_URL"),
    "keys_owner": _database("KEYS_OWNER_URL"),
}
DATABASE_ROUTERS = ["cairn.people.keys.router.KeyStoreRouter"]

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # fewer, and counts of wrong tries would be culled
    },
}

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["cairn.people.signing_in.Backend"]
PASSWORD_HASHERS = ["cairn.people.hashing.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "cairn.people.passwords.NotGuessedFirst"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=4).total_seconds())

SESSION_ENGINE = "cairn.people.session_store"
OWN_DEVICE_LASTS = timedelta(days=90)  # without use; docs/adr/0030
SHARED_DEVICE_LASTS = timedelta(minutes=15)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_NAME = "__Host-session" if SESSION_COOKIE_SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if CSRF_COOKIE_SECURE else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "cairn.home.views.form_expired"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SESSION_COOKIE_SECURE else None
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if SESSION_COOKIE_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SESSION_COOKIE_SECURE
SECURE_REFERRER_POLICY = "same-origin"  # with no-referrer, browsers send forms with Origin: null
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["cairn.config.uploads.InMemory"]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "cairn.ui.bundles.Finder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

_mail = os.environ.get("CAIRN_SMTP", "")  # host:port
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if _mail
    else "django.core.mail.backends.dummy.EmailBackend"
)
EMAIL_HOST, _colon, _port = _mail.partition(":")
EMAIL_PORT = int(_port or 25)
EMAIL_HOST_USER = os.environ.get("CAIRN_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("CAIRN_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("CAIRN_SMTP_TLS") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("CAIRN_MAIL_FROM", "notices@localhost")

PROCRASTINATE_DATABASE_ALIAS = "default"
CAIRN_STREAM_PERSON = "cairn.people.sessions.person_of"

ACCOUNT_ADAPTER = "cairn.people.signing_in.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_SESSION_REMEMBER = False  # how long a session lasts, the session store says
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - the name of a class
ACCOUNT_FORMS = {
    "login": "cairn.people.forms.SignInForm",
    "reset_password": "cairn.people.forms.WayInForm",
    "reset_password_from_key": "cairn.people.forms.NewPasswordForm",
    "change_password": "cairn.people.forms.ChangePasswordForm",
    "set_password": "cairn.people.forms.FirstPasswordForm",
    "reauthenticate": "cairn.people.forms.ConfirmForm",
}
# A whole house may share one address.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "failed_anywhere": "60/h/key",
    "paper_code": "30/m/ip",
    "asking": "30/h/ip",
}
# TLS comes through one proxy; without it people reach the server itself.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if PUBLIC_URL.startswith("https://") else 0
MFA_ADAPTER = "cairn.people.signing_in_factors.Adapter"
MFA_FORMS = {
    "authenticate": "cairn.people.forms.CodeForm",
    "reauthenticate": "cairn.people.forms.ConfirmCodeForm",
    "activate_totp": "cairn.people.forms.AppForm",
    "add_webauthn": "cairn.people.forms.PasskeyForm",
    "edit_webauthn": "cairn.people.forms.PasskeyNameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = "Cairn"
