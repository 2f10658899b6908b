"""Choosing a roster file."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cairn.interop.roster import MOST_BYTES, Unreadable, open_table


class RosterForm(forms.Form):
    """A file that is a table, as text."""

    file = forms.FileField(
        label=_("Roster file"),
        help_text=_("A CSV file as your spreadsheet saves it, one row for each person."),
        widget=forms.ClearableFileInput({"accept": ".csv,.txt,.tsv,text/csv"}),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("This file is empty. Its first line should name the columns."),
        },
    )

    def clean_file(self) -> str:
        """Return the file's text; a file that is no table is asked for again."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        data: bytes = file.read(MOST_BYTES + 1)
        try:
            open_table(data)
        except Unreadable as problem:
            raise ValidationError(problem.refusal.reason) from problem
        return data.decode()
