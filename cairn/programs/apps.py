"""The app."""

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    """Programs and enrollments."""

    name = "cairn.programs"
