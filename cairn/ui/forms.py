"""How Django's forms come out: label, help, control, error; and the five stones of a check-in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise

Words = str | Promise


class Renderer(TemplatesSetting):
    """Renders `{{ form }}` and `{{ form.field.as_field_group }}` through our own templates."""

    form_template_name = "ui/form.html"
    formset_template_name = "ui/formset.html"
    field_template_name = "ui/field.html"


class StonesField(forms.TypedChoiceField):
    """One row of a check-in: five growing stones, from 1 (least) to 5 (most), or None.

    `words` names each stone; `ends` is what stands under the label until one is chosen.
    """

    def __init__(self, *, words: Sequence[Words], ends: Words, **options: Any) -> None:
        row: dict[str, Any] = {"required": False, "coerce": int, "empty_value": None}
        choices = [(str(value), word) for value, word in enumerate(words, start=1)]
        row |= {"template_name": "ui/check_in.html", "choices": choices}
        super().__init__(widget=forms.RadioSelect, **(row | options))
        self.ends = ends
