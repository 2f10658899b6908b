"""All routes, app by app."""

from importlib import import_module

from django.urls import URLPattern, URLResolver

_APPS = (
    "home",
    "safety",
    "conversations",
    "recovery",
    "matching",
    "consent",
    "mentorship",
    "arrivals",
    "stones",
    "programs",
    "people",
    "interop",
    "api",
    "ui",
)

urlpatterns: list[URLPattern | URLResolver] = [
    pattern for app in _APPS for pattern in import_module(f"cairn.{app}.urls").urlpatterns
]

handler400 = "cairn.api.failures.page_malformed"
handler404 = "cairn.api.failures.page_missing"
handler500 = "cairn.api.failures.page_broken"
