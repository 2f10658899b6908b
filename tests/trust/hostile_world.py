"""The world of the tests with every payload in every text that a person can write.

`python -m tests.trust.hostile_world` builds it into a server's databases, and prints what
`tests.filling` prints, a token for everybody and which fields were filled.
"""

import json
import os
from collections.abc import Iterator
from itertools import count
from typing import Any

import django
import psycopg
from django.db import models, transaction
from django.urls import reverse

from tests.trust.payloads import in_turn

NAME = "\u202eZ\u0301oë \U0001f469\u200d\U0001f33e \u2067"
"""How every name begins: a direction turned and not turned back, a combining mark, an emoji."""

MADE_BY_US = {
    "api.Token.token_hash": "a hash",
    "arrivals.Door.code": "made by chance",
    "arrivals.Asking.token_hash": "a hash",
    "audit.Event.act": "a name in the code",
    "audit.Receipt.key_hash": "a hash",
    "audit.Receipt.location": "an address of ours",
    "audit.Receipt.content_type": "a name in the code",
    "mentorship.AgreementText.language": "a code",
    "mentorship.Feed.secret_hash": "a hash",
    "mentorship.OwnCalendar.block": "times",
    "mentorship.OwnCalendar.problem": "a name in the code",
    "mentorship.Series.zone": "a name from a list",
    "notifications.Notice.kind": "a name in the code",
    "notifications.Notice.path": "an address of ours",
    "people.Organization.country": "a code",
    "people.Organization.time_zone": "a name from a list",
    "people.Account.password": "a hash",
    "people.Account.username": "made of an id",
    "people.Account.email": "an alias, made of a hash",
    "people.Account.paper_hash": "a hash",
    "people.Device.session_key": "a hash",
    "people.Device.session_data": "signed by us",
    "people.Device.kind": "a name from a list",
    "people.Device.browser": "a name from a list",
    "people.Person.time_zone": "a name from a list",
    "people.Person.email_hash": "a hash",
    "people.Invitation.token_hash": "a hash",
    "people.NoContact.other_hash": "a hash",
    "people.Profile.shares": "names in the code",
    "programs.Program.time_zone": "a name from a list",
    "programs.Enrollment.recovery_since": "a day",
    "recovery.Stretch.block": "days",
    "recovery.Suggestion.section": "a name in the code",
    "stones.Stone.source": "made of an id",
    "stones.Stone.source_hash": "a hash",
    "stones.Stone.shape": "measures",
}
"""Texts that nobody writes, each with what it is instead."""

NAMES = {"display_name", "legal_name"}
OPEN_VALUES = ("life", "interests", "dislikes", "occupation_field", "career_field")
PARTS = {
    "people.Profile.answers_block": OPEN_VALUES,
    "arrivals.Asking.answers": ("name", "phone", "email", "times", "words"),
    "recovery.WrittenPlan.block": ("steps", "signs", "name", "phone", "says"),
    "people.Avoidance.avoided": ("called",),
    "recovery.CheckIn.answers": ("words",),
    "mentorship.SilencePlan.block": ("never", "words"),
    "mentorship.Pulse.answers": (),
    "mentorship.ExitTalk.answers": ("good", "missing", "next"),
    "mentorship.SupportContact.answers": ("activities", "outcomes", "effect", "goals", "onward"),
    "matching.Proposal.detail": (),
}
"""What a person writes in a block; the details of matches hold what the two said."""

_INDEXED = 2_000  # what an index takes
_turn = count()


def main() -> None:
    """Build the world, fill it, and print where it is."""
    django.setup()
    from cairn.core.walls import acting_in  # noqa: PLC0415 - Django is set up by now
    from cairn.people.keys import store as keys  # noqa: PLC0415
    from tests.architecture import routes, world  # noqa: PLC0415
    from tests.factories import tokens  # noqa: PLC0415

    fields = list(written_fields())
    _let_in_anything(fields)
    with keys.keep_in_mind(), transaction.atomic():
        built = world.build()
        for organization in {person.organization_id for person in built.cast.people.values()}:
            with acting_in(organization):
                fill(fields)
    sessions, bearers = {world.NOBODY: world.session_of_asker(built.asker)}, {}
    for role, person in built.cast.people.items():
        with acting_in(person.organization_id):
            sessions[role] = world.session_of(person)
            bearers[role] = tokens.opened(person)
    paths = {
        route.name: reverse(
            route.name,
            kwargs=built.paths.get(route.name, {}),
            query=built.forms.get(route.name) if route.is_api and "GET" in route.methods else None,
        )
        for route in routes.all_routes()
    }
    told = {"paths": paths, "sessions": sessions, "bearers": bearers}
    print(json.dumps({**told, "fields": [name_of(field) for field in fields]}))  # noqa: T201


def all_fields() -> Iterator[Any]:
    """Yield every field of ours that holds text and is no choice from a list."""
    from django.apps import apps  # noqa: PLC0415 - Django is set up by now

    from cairn.people.encryption import EncryptedJSON, EncryptedText  # noqa: PLC0415

    kinds = (models.CharField, models.TextField, EncryptedText, EncryptedJSON)
    for model in apps.get_models():
        if model.__module__.startswith("cairn."):
            for field in model._meta.concrete_fields:
                if isinstance(field, kinds) and not field.choices:
                    yield field


def written_fields() -> Iterator[Any]:
    """Yield those that a person writes."""
    return (field for field in all_fields() if name_of(field) not in MADE_BY_US)


def name_of(field: Any) -> str:
    return f"{field.model._meta.label}.{field.name}"


def fill(fields: list[Any]) -> None:
    said = _said()
    for field in fields:
        for row in field.model._default_manager.all():
            setattr(row, field.attname, _filled(field, getattr(row, field.attname), said))
            row.save(update_fields=[field.attname])
    _name_passkeys()


def _said() -> set[str]:
    """Return the open values that people said, which stand in the reasons of matches too."""
    from cairn.people.models import Profile  # noqa: PLC0415 - Django is set up by now

    blocks = [profile.answers_block for profile in Profile.objects.all()]
    found = [block.get(name) for block in blocks for name in OPEN_VALUES]
    return {
        word for words in found if words for word in (words if isinstance(words, list) else [words])
    }


def _name_passkeys() -> None:
    """Fill the one text that a person writes into a table of the sign-in library."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 - Django is set up by now

    for row in Authenticator.objects.filter(type="webauthn"):
        row.data["name"] = in_turn(next(_turn)).replace("\x00", "")
        row.save()


def _filled(field: Any, value: Any, said: set[str]) -> Any:
    """Return what stands in a field instead: everything, one text after another begins it."""
    if field.name == "text":  # of a draft: it stays a roster
        return _roster()
    if name_of(field) in PARTS:
        return _poisoned("", _completed(field, value), PARTS[name_of(field)], said)
    text = f"{NAME if field.name in NAMES else ''}{in_turn(next(_turn))}"
    if isinstance(field, models.CharField | models.TextField):
        text = text.replace("\x00", "")  # the database takes none
        return text[:_INDEXED] if _is_indexed(field) else text
    return text


def _completed(field: Any, value: Any) -> Any:
    """Return a block with the texts that nobody had filled in."""
    flat = {"words", "activities", "outcomes", "effect"} & set(PARTS[name_of(field)])
    return dict.fromkeys(flat, "-") | value


def _poisoned(key: str, value: Any, parts: tuple[str, ...], said: set[str]) -> Any:
    """Return a block with everything in what people write or said."""
    if isinstance(value, dict):
        return {inner: _poisoned(inner, part, parts, said) for inner, part in value.items()}
    if isinstance(value, list):
        return [_poisoned(key, part, parts, said) for part in value]
    is_written = isinstance(value, str) and (key in parts or value in said)
    return in_turn(next(_turn)) if is_written else value


def _roster() -> str:
    """Return a roster of which each cell is a payload, and nearly each is refused."""
    from cairn.interop.roster import COLUMNS  # noqa: PLC0415 - Django is set up by now
    from tests.factories.interop import roster_file  # noqa: PLC0415
    from tests.trust.payloads import payloads  # noqa: PLC0415

    cells = [payload.replace("\x00", "") for payload in payloads()]
    rows = [
        {
            column: cells[(line * len(COLUMNS) + place) % len(cells)]
            for place, column in enumerate(COLUMNS)
        }
        for line in range(len(cells) // len(COLUMNS) + 1)
    ]
    named = [row | {"display_name": NAME + row["display_name"]} for row in rows]
    return roster_file(*named).decode()


def _is_indexed(field: Any) -> bool:
    meta = field.model._meta
    together = [*meta.constraints, *meta.indexes]
    return field.unique or field.db_index or _is_in_any(field, together)


def _is_in_any(field: Any, made: list[Any]) -> bool:
    """Whether an index or a constraint over columns is over this one; a check is over none."""
    return any(field.name in getattr(each, "fields", ()) for each in made)


def _let_in_anything(fields: list[Any]) -> None:
    """Let columns hold more than a form lets in: what stands there may be from anywhere.

    Rows that the database lets nobody change are filled too, so its refusal is put aside here.
    """
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        for field in fields:
            table, column = field.model._meta.db_table, field.column
            if isinstance(field, (models.CharField, models.TextField)):
                connection.execute(f'alter table "{table}" alter column "{column}" type text')
            connection.execute(f'alter table "{table}" disable trigger user')


if __name__ == "__main__":
    main()
