"""Reads of the agreement: as the two read it, and a program's versions for its staff."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from cairn.core.verdict import Verdict
from cairn.mentorship import agreements, policies
from cairn.mentorship.models import AgreementText, Mentorship, Signature
from cairn.people.models import Person
from cairn.programs.models import Program

PAGE = 50


@dataclass(frozen=True)
class Paper:
    """The agreement on its own page: the words, who has signed them, whether one may sign.

    `copies` are one's own signatures: each leads to the words as they were signed.
    """

    text: AgreementText
    sections: tuple[agreements.Section, ...]
    signatures: tuple[Signature, ...]
    verdict: Verdict
    copies: tuple[Signature, ...]


def paper_of(
    mentorship: Mentorship, person: Person, language: str, version: int | None = None
) -> Paper:
    """Return the agreement as a person reads it: what they signed, else what they are to sign.

    With a version that they signed once: those words, as they were.
    """
    signatures = signatures_of(mentorship)
    own = tuple(signature for signature in signatures if signature.person_id == person.pk)
    text = _text_for(mentorship, language, {each.text.version: each.text for each in own}, version)
    return Paper(
        text=text,
        sections=agreements.sections(text.body),
        signatures=tuple(each for each in signatures if each.text.version == text.version),
        verdict=policies.can_sign(person, mentorship),
        copies=own,
    )


def agreement_versions(program: Program) -> list[AgreementText]:
    """Return a program's own words, the newest version first, with who gave them. One query."""
    rows = program.agreements.select_related("adopted_by").annotate(
        signed=Count("signature__mentorship", distinct=True)
    )
    return list(rows.order_by("-version", "language")[:PAGE])


def signatures_of(mentorship: Mentorship) -> tuple[Signature, ...]:
    """Return the signatures of both, the earliest first. One query."""
    rows = mentorship.signatures.select_related("person", "text")
    return tuple(rows.order_by("signed_at"))


def _text_for(
    mentorship: Mentorship,
    language: str,
    signed: Mapping[int, AgreementText],
    version: int | None,
) -> AgreementText:
    if version is not None and version in signed:
        return signed[version]
    if mentorship.ended_at and signed:
        return signed[max(signed)]
    wanted = agreements.to_sign(mentorship, language)
    return signed.get(wanted.version, wanted)
