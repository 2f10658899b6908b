"""Who is kept apart from whom, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.people.models import Person
from cairn.safety import apart
from cairn.safety.policies import LONGEST_REASON


class ApartForm(forms.Form):
    """The other of two, by name or by address, and the reason."""

    other = forms.CharField(
        label=_("The other person"),
        max_length=254,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_(
            "Their name, where they are in your programs. Else an e-mail address: then it holds"
            " wherever that person is or will be, and nobody learns whether they are anywhere."
        ),
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("You and the safety reviewer read this, nobody else."),
    )

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, **kwargs)

    def clean_other(self) -> dict[str, Any]:
        """Return the person or the address."""
        said: str = self.cleaned_data["other"]
        if "@" in said:
            return {"address": said}
        found = list(apart.people_called(said, self.by)[:2])
        if len(found) == 1:
            return {"other": found[0]}
        raise forms.ValidationError(_nobody() if not found else _several())

    def said(self) -> dict[str, Any]:
        """Return what the action wants to know."""
        return {**self.cleaned_data["other"], "reason": self.cleaned_data["reason"]}


def _nobody() -> Any:
    return _("Nobody in your programs has this name. Write it as it stands there, or an address.")


def _several() -> Any:
    return _("Several people have this name. Write an e-mail address.")
