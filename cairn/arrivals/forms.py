"""What is asked of who asks: a little at a time, and every question can be left out."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.arrivals.models import FirstContact
from cairn.arrivals.profiles import Free, Meets, Reach, Wants
from cairn.people.models import Language

_LONGEST = 1000
_NOON = time(12)


def _phone(label: Any, autocomplete: str) -> forms.CharField:
    widget = forms.TextInput({"type": "tel", "autocomplete": autocomplete})
    return forms.CharField(label=label, required=False, max_length=40, widget=widget)


def _email(label: Any, autocomplete: str) -> forms.EmailField:
    widget = forms.EmailInput({"autocomplete": autocomplete})
    return forms.EmailField(label=label, required=False, max_length=254, widget=widget)


class CodeForm(forms.Form):
    """The code on a card, or the one somebody was given when they began."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none"}),
        help_text=_("From the card, or the one you wrote down. Spaces do not matter."),
    )


class BeginForm(forms.Form):
    """Whether the device at hand is one's own."""

    own = forms.BooleanField(
        required=False,
        label=_("This is my own device"),
        help_text=_("Then you can go on here for 90 days. If not, you need your code to go on."),
    )


class NameForm(forms.Form):
    """What to call them, and in which language."""

    title = _("What can we call you?")
    name = forms.CharField(
        label=_("A name"),
        required=False,
        max_length=80,
        widget=forms.TextInput({"autocomplete": "nickname"}),
        help_text=_("Any name. It need not be the one in your papers."),
    )
    language = forms.ChoiceField(
        label=_("Which language is easiest for you?"),
        required=False,
        choices=Language.choices,
        widget=forms.RadioSelect,
    )


class ReachForm(forms.Form):
    """How they can be reached, and what may be said there."""

    title = _("How can we reach you?")
    reach = forms.ChoiceField(
        label=_("What suits you best?"),
        required=False,
        choices=Reach.choices,
        widget=forms.RadioSelect,
    )
    phone = _phone(_("Phone"), "tel")
    email = _email(_("E-mail"), "email")
    may_say = forms.BooleanField(
        label=_("You may say where you call from"),
        required=False,
        help_text=_("Without this we give only a first name to whoever picks up."),
    )
    times = forms.CharField(
        label=_("When is a good time?"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class MentorForm(forms.Form):
    """Whom they would like to talk with, when and where."""

    title = _("Who would you like to talk with?")
    wants_gender = forms.ChoiceField(
        label=_("I would talk with"),
        required=False,
        choices=Wants.choices,
        widget=forms.RadioSelect,
    )
    meets = forms.ChoiceField(
        label=_("Where would you meet?"),
        required=False,
        choices=Meets.choices,
        widget=forms.RadioSelect,
    )
    free = forms.MultipleChoiceField(
        label=_("When do you have time?"),
        required=False,
        choices=Free.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label=_("Anything you would like us to know"),
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only the people who find a mentor for you read this."),
    )


STEPS: tuple[type[forms.Form], ...] = (NameForm, ReachForm, MentorForm)


class FirstContactForm(forms.Form):
    """How staff got in touch, and what is left for the person to read."""

    how = forms.ChoiceField(
        label=_("How did you get in touch?"),
        choices=FirstContact.How.choices,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What they read when they come back with their code"),
        help_text=_("A few words, if you like: when you meet, whom to ask for."),
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class KnownForm(forms.Form):
    """As whose asking it is taken."""

    person = forms.UUIDField()


class EnrollForm(forms.Form):
    """Somebody whom staff enroll, before they leave where they are or just now."""

    display_name = forms.CharField(
        label=_("What they wish to be called"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("It need not be the one in their papers."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    phone = _phone(_("Phone, if there is one"), "off")
    email = _email(_("E-mail, if there is one"), "off")
    leaves_on = forms.DateField(
        label=_("The day they leave where they are, if they do"),
        help_text=_("The first contact is due 24 hours after. Without a day: 24 hours from now."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    leaves_at = forms.TimeField(
        label=_("About when"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def __init__(self, *args: Any, time_zone: str, **kwargs: Any) -> None:
        self.zone = ZoneInfo(time_zone)
        super().__init__(*args, **kwargs)

    def given(self) -> dict[str, Any]:
        """Return what the action wants to know; a day without an hour counts from its noon."""
        told = dict(self.cleaned_data)
        day, at = told.pop("leaves_on"), told.pop("leaves_at")
        leaves = datetime.combine(day, at or _NOON, tzinfo=self.zone) if day else None
        return {**told, "leaves_at": leaves}
