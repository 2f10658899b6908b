"""Every field that holds words of people, found in the models and forms of the running system."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django import forms
from django.apps import apps
from django.db import models

from cairn.core.walls import name_organization
from cairn.people.encryption import EncryptedJSON, EncryptedText
from tests.trust.leaks.canaries import words_in

_WORDS = (models.CharField, models.TextField, EncryptedText, EncryptedJSON)
_NO_WORDS = (forms.UUIDField, forms.GenericIPAddressField)

MADE_BY_THE_MACHINE = {
    "Account.email", "Account.password", "Account.username",  # an alias, a hash, a number
    "Account.paper_hash", "Device.browser", "Device.kind",
    "Device.session_data", "Device.session_key",
    "AgreementText.language", "Organization.country",  # codes
    "Organization.time_zone", "Person.time_zone", "Program.time_zone", "Series.zone",  # names of zones
    "Enrollment.recovery_since", "Stretch.block",  # days
    "Event.act", "Notice.kind", "Notice.path", "Stone.source",  # names of acts, and ids
    "Stone.shape", "Stone.source_hash",  # measures, a hash
    "Invitation.token_hash", "Person.email_hash", "Receipt.key_hash", "Token.token_hash",
    "NoContact.other_hash", "Asking.token_hash", "Door.code", "Pulse.answers",
    "Receipt.content_type", "Receipt.location",
    "Feed.secret_hash", "OwnCalendar.block", "OwnCalendar.problem",  # a hash, times, a code
    "Profile.shares", "Suggestion.section",  # ticks, a name in the code
}  # fmt: skip
"""Fields that hold no words of anybody: whoever adds a field says so here, or fills it."""

SECRETS_AND_SAMPLES = {
    "AppForm.code", "CodeForm.code", "ConfirmCodeForm.code",  # the second step
    "CodeOfInvitationForm.code", "PaperCodeForm.code", "ConfirmPaperForm.code", "WayInForm.email",  # compared with hashes, kept nowhere
    "PasskeyForm.credential", "PasskeyForm.name", "PasskeyNameForm.name",  # asked of a device
    "SearchForm.words",  # parts of words, looked for while looking around
    "RhythmForm.contact_days", "RhythmForm.review_days",  # numbers of days, and nothing else
    "Letter.call_me", "Letter.more", "Letter.phone",  # the style guide's sample
}  # fmt: skip
"""Fields of forms that keep nothing that people write."""


def of_models() -> dict[str, models.Field[Any, Any]]:
    """Return the fields of tables that can hold words, by name."""
    return {
        f"{model.__name__}.{field.name}": field
        for model in apps.get_models()
        if model.__module__.startswith("cairn.")
        for field in model._meta.concrete_fields
        if isinstance(field, _WORDS) and not field.choices
    }


def of_forms() -> set[str]:
    """Return the fields of forms that take words, by name."""
    return {
        f"{form.__name__}.{name}"
        for form in _kinds_of(forms.BaseForm)
        if form.__module__.startswith("cairn.")
        for name, field in form.base_fields.items()
        if _takes_words(field)
    }


def filled(organizations: list[str]) -> set[str]:
    """Return the fields of tables in which a canary stands somewhere."""
    found = set()
    for name, field in of_models().items():
        rows = [row for home in organizations for row in _rows(field.model, home)]
        if any(words_in(str(getattr(row, field.attname))) for row in rows):
            found.add(name)
    return found


@contextmanager
def noting_forms(noted: set[str], known: set[str]) -> Iterator[None]:
    """Note which fields of forms are sent a canary, and which others there are."""
    clean = forms.BaseForm.full_clean

    def full_clean(form: forms.BaseForm) -> None:
        kind = type(form).__name__
        words = {name for name, field in form.fields.items() if _takes_words(field)}
        sent = {name for name in words if words_in(str(form.data.get(form.add_prefix(name), "")))}
        if form.is_bound and type(form).__module__.startswith("cairn."):
            known.update({f"{kind}.{name}" for name in words})
            noted.update({f"{kind}.{name}" for name in sent})
        clean(form)

    with patch.object(forms.BaseForm, "full_clean", full_clean):
        yield


def _takes_words(field: forms.Field) -> bool:
    is_secret = isinstance(field.widget, forms.PasswordInput)
    return isinstance(field, forms.CharField) and not isinstance(field, _NO_WORDS) and not is_secret


def _kinds_of(kind: type[Any]) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        yield each
        yield from _kinds_of(each)


def _rows(model: type[models.Model], organization: str) -> list[models.Model]:
    name_organization(organization)
    return list(model._default_manager.all())
