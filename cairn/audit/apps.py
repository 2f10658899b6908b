"""The app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who did, and what was answered."""

    name = "cairn.audit"
