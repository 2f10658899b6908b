"""The one field type for sensitive values: encrypted under a person's own key.

A value is bound to its table, column, row and key version, so that a ciphertext copied to
another row does not open. A value whose key was destroyed reads as empty.
"""

import json
import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models

from cairn.core import crypto
from cairn.people.keys import store as keys

_VERSION_BYTES = 4

if TYPE_CHECKING:
    TextField = models.Field[str, str]
    JSONField = models.Field[Any, Any]
else:
    TextField = JSONField = models.Field


@dataclass(frozen=True)
class Sealed:
    """A stored value that nobody has opened yet."""

    data: bytes


class _Opening:
    """Opens a stored value when it is first looked at."""

    def __init__(self, field: "_Encrypted") -> None:
        self.field = field

    def __get__(self, row: models.Model | None, owner: type[models.Model]) -> Any:
        if row is None:
            return self
        value = row.__dict__[self.field.attname]
        if isinstance(value, Sealed):
            value = row.__dict__[self.field.attname] = self.field.open(row, value)
        return value

    def __set__(self, row: models.Model, value: Any) -> None:
        row.__dict__[self.field.attname] = value


class _Encrypted(models.Field):  # type: ignore[type-arg] # the two public fields carry the types
    """What both public fields share: sealing on the way in, opening at first look."""

    def __init__(self, *args: Any, key_of: str = "person_id", **kwargs: Any) -> None:
        self.key_of = key_of
        kwargs.setdefault("default", self.empty)
        super().__init__(*args, **kwargs)

    @staticmethod
    def empty() -> Any:
        """Return the value of a field never filled in, or whose key is gone."""
        return ""

    def encode(self, value: Any) -> bytes:
        """Return the bytes to encrypt."""
        return str(value).encode()

    def decode(self, plain: bytes) -> Any:
        """Return the value of decrypted bytes."""
        return plain.decode()

    def deconstruct(self) -> Any:
        """Describe the field to migrations."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        return name, path, args, {**kwargs, "key_of": self.key_of}

    def get_internal_type(self) -> str:
        """Return the column type: bytes."""
        return "BinaryField"

    def contribute_to_class(
        self,
        cls: type[models.Model],
        name: str,
        private_only: bool = False,  # noqa: FBT001, FBT002 - Django's shape
    ) -> None:
        """Put the opening in the field's place on the model."""
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opening(self))

    def from_db_value(self, value: Any, *_: Any) -> Any:
        """Keep what comes from the database closed."""
        return None if value is None else Sealed(bytes(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001, ARG002
        """Seal the row's value; one that nobody opened goes back as it came."""
        value = model_instance.__dict__[self.attname]
        return value if isinstance(value, Sealed) else self.seal(model_instance, value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002, ARG002
        """Hand over sealed bytes; anything else came past the row it must be bound to."""
        if value is None:
            return None
        if not isinstance(value, Sealed):
            raise TypeError(f"{self} is written by saving its row, never by update()")
        return connection.Database.Binary(value.data)

    def seal(self, row: models.Model, value: Any) -> Sealed:
        """Encrypt a value for its row, under the key of the person named by `key_of`."""
        key = keys.key_of(self._holder(row))
        if key is None:
            raise crypto.Unreadable(f"{self} has no key to be written under")
        sealed = crypto.seal(
            self.encode(value), key=key.secret, context=self._context(row, key.version)
        )
        return Sealed(key.version.to_bytes(_VERSION_BYTES, "big") + sealed)

    def open(self, row: models.Model, value: Sealed) -> Any:
        """Decrypt a stored value; empty when its person's key was destroyed."""
        key = keys.key_of(self._holder(row))
        if key is None or not value.data:
            return self.empty()
        version = int.from_bytes(value.data[:_VERSION_BYTES], "big")
        body = value.data[_VERSION_BYTES:]
        return self.decode(crypto.unseal(body, key=key.secret, context=self._context(row, version)))

    def _holder(self, row: models.Model) -> UUID:
        holder: UUID = operator.attrgetter(self.key_of)(row)
        return holder

    def _context(self, row: models.Model, version: int) -> str:
        return f"{row._meta.db_table}.{self.column}.{row.pk}.{version}"


class EncryptedText(_Encrypted, TextField):
    """Text encrypted under the key of the person whose id is at `key_of` on the row."""


class EncryptedJSON(_Encrypted, JSONField):
    """Any JSON value, encrypted as one block; empty is an empty object."""

    @staticmethod
    def empty() -> Any:
        """Return an empty object."""
        return {}

    def encode(self, value: Any) -> bytes:
        """Return canonical JSON."""
        return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()

    def decode(self, plain: bytes) -> Any:
        """Return the JSON value."""
        return json.loads(plain)
