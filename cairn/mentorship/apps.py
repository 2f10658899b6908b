"""The app."""

from django.apps import AppConfig


class MentorshipConfig(AppConfig):
    """Mentorships."""

    name = "cairn.mentorship"
