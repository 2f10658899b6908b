"""What the two write about a meeting together: versions, and who signed which."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cairn.mentorship.models.meetings import Meeting
from cairn.people.encryption import EncryptedText
from cairn.people.models import OrganizationRow, Person


class NoteVersionQuerySet(models.QuerySet["NoteVersion"]):
    """Versions of notes by who may read them."""

    def visible_to(self, person: Person) -> Self:
        """The two of the meeting, and nobody else; neither once they are kept apart."""
        return self.filter(meeting__in=Meeting.objects.visible_to(person))


class NoteVersion(OrganizationRow):
    """One version of the note of a meeting: what one of the two wrote or took back, and when.

    Each of the two has words of their own in it, under their own key, and may see something
    otherwise than the other. A version changes one of these parts, the others stay as they were;
    no row is ever changed.
    """

    class Kind(models.TextChoices):
        """What it did to the note."""

        WROTE = "wrote", _("own words")
        DISAGREED = "disagreed", _("seen otherwise")
        AGREED = "agreed", _("no longer seen otherwise")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="note_versions")
    number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = EncryptedText(key_of="by_id")

    objects = NoteVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_note_a_meeting"),
        ]

    @property
    def is_of_own_words(self) -> bool:
        """Whether it is what somebody wrote, and no word on what the other wrote."""
        return self.kind == self.Kind.WROTE


class NoteSignature(OrganizationRow):
    """That one of the two signed a version of a note, and when; never changed."""

    version = models.ForeignKey(NoteVersion, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "person"], name="one_signature_a_version"),
        ]
