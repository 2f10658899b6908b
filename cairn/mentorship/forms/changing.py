"""What a mentee hands on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.mentorship import policies


class HandoverForm(forms.Form):
    """What the next mentor shall know, in the mentee's own words."""

    words = forms.CharField(
        label=_("What your next mentor should know"),
        help_text=_("What helped, what did not, where you are now. Or nothing: then leave this."),
        required=False,
        max_length=policies.LONGEST_HANDOVER,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
