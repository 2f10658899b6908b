"""The app."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """Talk."""

    name = "cairn.conversations"
