"""Runs of the engine, what they proposed, what people decided."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cairn.people.apart import kept_from
from cairn.people.encryption import EncryptedJSON, EncryptedText
from cairn.people.models import OrganizationRow, Person
from cairn.programs.models import Enrollment, Program


class RunQuerySet(models.QuerySet["Run"]):
    """Runs by who may see them."""

    def visible_to(self, person: Person) -> Self:
        """Runs of the programs one serves."""
        return self.filter(program__in=Program.objects.served_by(person))


class Run(OrganizationRow):
    """One run of the engine over a program's whole pool, with its proof."""

    class State(models.TextChoices):
        """How far it is."""

        QUEUED = "queued", _("Waiting to start")
        DONE = "done", _("Done")
        FAILED = "failed", _("Did not finish")

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="runs")
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    settings = models.JSONField(default=dict)
    done_percent = models.PositiveSmallIntegerField(default=0)
    proof = models.JSONField(default=dict)  # version, counts, total, bound, prices by person id
    finished_at = models.DateTimeField(null=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["program", "-created_at"])]


class WeighingQuerySet(models.QuerySet["Weighing"]):
    """Weighings by who may see them."""

    def visible_to(self, person: Person) -> Self:
        """Those of the programs one serves."""
        return self.filter(program__in=Program.objects.served_by(person))


class Weighing(OrganizationRow):
    """How a program weighs since somebody changed it: one row a version, the newest holds.

    Before the first row a program weighs by its `matching`, or the defaults. Each run keeps the
    settings it was made with, so that it can be explained whatever changes afterwards.
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="weighings")
    number = models.PositiveSmallIntegerField()
    settings = models.JSONField()
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = WeighingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["program", "number"], name="one_weighing_a_number"),
        ]


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals by who may see them."""

    def visible_to(self, person: Person) -> Self:
        """Proposals for the programs one serves, about nobody one is kept from."""
        kept = kept_from(person)
        seen = self.filter(run__program__in=Program.objects.served_by(person))
        return seen.exclude(Q(person__in=kept) | Q(mentor__person__in=kept))


class Proposal(OrganizationRow):
    """What a run says of one mentee: the mentor proposed, or what stands in the way.

    `detail` holds score, fit, parts, reasons, difference, alternatives and obstacles as the
    engine gave them, under the mentee's key. `approved_at` is the one approval before anybody
    is asked.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="proposals")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")  # the mentee
    mentee = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="proposals")
    mentor = models.ForeignKey(Enrollment, null=True, on_delete=models.CASCADE, related_name="+")
    detail = EncryptedJSON()
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    override_reason = EncryptedText()

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "mentee"], name="one_proposal_a_mentee"),
        ]


class DirectionQuerySet(models.QuerySet["Direction"]):
    """Directions by state and by who may see them."""

    def visible_to(self, person: Person) -> Self:
        """Directions in the programs one serves, about nobody one is kept from."""
        kept = kept_from(person)
        seen = self.filter(program__in=Program.objects.served_by(person))
        return seen.exclude(Q(mentee__person__in=kept) | Q(mentor__person__in=kept))

    def standing(self) -> Self:
        """Those not lifted."""
        return self.filter(lifted_at=None)


class Direction(OrganizationRow):
    """A coordinator's word to the engine: this pair surely, or this pair never."""

    class Kind(models.TextChoices):
        """Which word."""

        PIN = "pin", _("Pinned")
        FORBID = "forbid", _("Forbidden")

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+")
    mentee = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="+")
    mentor = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = EncryptedText(key_of="given_by_id")
    lifted_at = models.DateTimeField(null=True)

    objects = DirectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentee", "mentor"],
                condition=Q(lifted_at=None),
                name="one_standing_direction_a_pair",
            ),
        ]


class OfferQuerySet(models.QuerySet["Offer"]):
    """Offers by state and by whose they are."""

    def open(self) -> Self:
        """Not yet closed by anyone or by the clock."""
        return self.filter(closed_at=None)

    def asked(self) -> Self:
        """Those put to the mentor."""
        return self.exclude(asked_at=None)

    def visible_to(self, person: Person) -> Self:
        """The mentee's own; the mentor's once asked. None open of two who are kept apart."""
        kept = kept_from(person)
        asked = Q(mentor__person=person) & ~Q(asked_at=None)
        hidden = Q(closed_at=None) & (Q(person__in=kept) | Q(mentor__person__in=kept))
        return self.filter(Q(mentee__person=person) | asked).exclude(hidden)


class Offer(OrganizationRow):
    """One mentor shown to one mentee, from approval to its end.

    Shown until `held_until`; picked and asked at `asked_at`; the mentor answers by
    `answer_by`; `closed_at` with `outcome` says how it ended. A no is never told as one.
    """

    class Outcome(models.TextChoices):
        """How it ended."""

        OPEN = "", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        NOT_FREE = "not_free", _("Not free just now")
        LAPSED = "lapsed", _("No answer in time")
        PASSED = "passed", _("Another was chosen")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")  # the mentee
    mentee = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="offers_seen")
    mentor = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="offers_of")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="offers")
    place = models.PositiveSmallIntegerField()  # 1 is the proven pair, then the least costly
    held_until = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    answer_by = models.DateTimeField(null=True)
    is_left_to_us = models.BooleanField(default=False)  # the mentee said "you choose"
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True, choices=Outcome.choices)

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentee"],
                condition=Q(closed_at=None) & ~Q(asked_at=None),
                name="one_open_request_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["mentee", "mentor"],
                condition=Q(closed_at=None),
                name="one_open_offer_a_pair",
            ),
        ]
        indexes = [
            models.Index(
                fields=["answer_by"],
                condition=Q(closed_at=None) & ~Q(answer_by=None),
                name="answers_due",
            ),
        ]
