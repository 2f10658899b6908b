"""What is ticked on the page about sharing."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.consent.actions import A_YEAR
from cairn.consent.kinds import AFTER_YES, BEFORE_YES, Kind


class SharingForm(forms.Form):
    """One tick a kind of data, and for how long."""

    kinds = forms.MultipleChoiceField(
        label=_("They see what you tick"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    days = forms.TypedChoiceField(
        label=_("For how long"),
        help_text=_("Then it stops by itself. You can stop it sooner, at any time."),
        choices=[(A_YEAR, _("One year")), (90, _("Three months")), (30, _("One month"))],
        coerce=int,
    )

    def __init__(self, *args: Any, offered: Collection[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.MultipleChoiceField", self.fields["kinds"])
        field.choices = [(kind.value, kind.label) for kind in offered]

    @classmethod
    def before_yes(cls, *args: Any, **kwargs: Any) -> SharingForm:
        """Return the form for whichever mentor one asks."""
        return cls(*args, offered=BEFORE_YES, prefix="asked", **kwargs)

    @classmethod
    def after_yes(cls, *args: Any, **kwargs: Any) -> SharingForm:
        """Return the form for one's own mentor."""
        return cls(*args, offered=AFTER_YES, **kwargs)
