"""New words for a program's agreement, in every language that Cairn speaks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.mentorship import policies
from cairn.people.models import Language

_LONGEST = 20_000


class AgreementForm(forms.Form):
    """One text a language; the first part is the limits of confidentiality."""

    asks_again = forms.BooleanField(
        required=False,
        label=_("Pairs that have signed are to sign this too"),
        help_text=_("Only if something changed that they must agree to. They go on meanwhile."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, name in Language.choices:
            self.fields[f"words_{language}"] = _words(name)
        self.order_fields([*(f"words_{each}" for each in Language.values), "asks_again"])

    def given(self) -> dict[str, Any]:
        """Return what the action wants to know."""
        words = {each: self.cleaned_data.get(f"words_{each}", "") for each in Language.values}
        return {"words": words, "asks_again": self.cleaned_data["asks_again"]}

    def clean(self) -> None:
        """Say at each language what its words leave out, while they are still here."""
        for language, body in self.given()["words"].items():
            verdict = policies.says_its_limits(body, language)
            if body and not verdict:
                self.add_error(f"words_{language}", str(verdict.reason))


def _words(name: str) -> forms.Field:
    return forms.CharField(
        label=name,
        help_text=_("A line that begins with # is a heading, one that begins with - an item."),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
