"""The app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Notices and their delivery."""

    name = "cairn.notifications"
