"""What is asked so that Cairn knows when somebody is busy."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cairn.mentorship.ical.fetching import normal
from cairn.mentorship.policies.calendars import LONGEST_LINK, MOST_BYTES, NO_LINK, TOO_LARGE


class LinkForm(forms.Form):
    """A link to a calendar of one's own."""

    link = forms.CharField(
        label=_("Link of your calendar"),
        help_text=_("Its secret address in iCal format. Cairn reads it every few hours."),
        max_length=LONGEST_LINK,
        widget=forms.URLInput,
    )

    def clean_link(self) -> str:
        """Say at its field that this is no link to follow."""
        link: str = self.cleaned_data["link"]
        if not normal(link).startswith("https://"):
            raise forms.ValidationError(NO_LINK)
        return link


class UploadForm(forms.Form):
    """A calendar file of one's own."""

    file = forms.FileField(
        label=_("Or a file of it"),
        help_text=_("A file that ends in .ics. It is read once, and only times are kept."),
        allow_empty_file=True,
    )

    def clean_file(self) -> Any:
        """Say at its field that a file is too large."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file
