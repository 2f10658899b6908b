"""What is written."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.conversations import policies, words


class MessageForm(forms.Form):
    """One message. It is kept in the box where it does not fit."""

    body = forms.CharField(
        label=_("Message"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 1, "maxlength": words.LONGEST}),
    )

    def clean_body(self) -> str:
        """Ask the policy whether this can be said, while the words are still here."""
        body: str = self.cleaned_data["body"]
        verdict = policies.is_sayable(body)
        if not verdict:
            raise forms.ValidationError(verdict.reason, code=verdict.code)
        return body
