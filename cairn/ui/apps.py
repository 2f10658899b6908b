"""The app."""

from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    """The design system."""

    name = "cairn.ui"

    def ready(self) -> None:
        """Let every form, the sign-in library's too, ask for a missing answer in our own words."""
        Field.default_error_messages["required"] = _("This is still empty. Fill it in, then send.")
