"""What a mentee plans for when they go quiet."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.mentorship import policies
from cairn.mentorship.models import SilencePlan


class SilencePlanForm(forms.Form):
    """After how many days, who, how, and who never."""

    after_days = forms.IntegerField(
        label=_("After how many days without a word?"),
        min_value=policies.FEWEST_DAYS,
        max_value=policies.MOST_DAYS,
        initial=7,
    )
    who = forms.ChoiceField(
        label=_("Who reaches out?"),
        choices=SilencePlan.Who.choices,
        widget=forms.RadioSelect,
        initial=SilencePlan.Who.MENTOR,
    )
    how = forms.ChoiceField(
        label=_("How?"),
        choices=SilencePlan.How.choices,
        widget=forms.RadioSelect,
        initial=SilencePlan.How.MESSAGE,
    )
    never = forms.CharField(
        label=_("Who must never be called?"),
        help_text=_("Whoever reaches out reads this first."),
        required=False,
        max_length=policies.LONGEST_SILENCE_PLAN,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    words = forms.CharField(
        label=_("Anything they should know"),
        required=False,
        max_length=policies.LONGEST_SILENCE_PLAN,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
