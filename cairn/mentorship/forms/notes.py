"""What is written about a meeting: words, and nothing to tick, rate or assess."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.mentorship import policies


class NoteForm(forms.Form):
    """One's own part of the note."""

    words = forms.CharField(
        label=_("Your own words"),
        help_text=_("What you two talked about and want to keep. The other adds their own."),
        max_length=policies.LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write a few words first.")},
    )


class DisagreeForm(forms.Form):
    """What one sees otherwise."""

    words = forms.CharField(
        label=_("What you see otherwise"),
        help_text=_("It stands beside what the other wrote. Leave it empty to take it back."),
        required=False,
        max_length=policies.LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SignNoteForm(forms.Form):
    """The version on the page."""

    read = forms.IntegerField(widget=forms.HiddenInput)
