"""Five short questions, and whether one would like to talk with somebody."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.mentorship import pulses


class PulseForm(forms.Form):
    """Each question can be left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, label in pulses.QUESTIONS.items():
            self.fields[code] = forms.ChoiceField(
                label=label,
                choices=pulses.Says.choices,
                required=False,
                widget=forms.RadioSelect,
            )
        self.fields["asks_help"] = forms.BooleanField(
            label=_("I would like to talk with someone from the program"),
            help_text=_("A coordinator is told that you do. The other of you two is not."),
            required=False,
        )
