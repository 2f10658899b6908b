"""Naming a token."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TokenForm(forms.Form):
    """What the token is for, in the person's own words."""

    name = forms.CharField(
        label=_("What is it for?"), max_length=80, help_text=_("For you to tell them apart.")
    )
