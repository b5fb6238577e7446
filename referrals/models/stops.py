"""Stopped words that wait for a lead."""

from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from mdt.team.models import Agency
from privacy.guard import KINDS
from privacy.keys import new_key
from privacy.sealing import SealedText
from referrals.models.referral import Referral
from referrals.querysets import StopRequests


class StopRequest(models.Model):
    """A draft's note with words that the guard stops: a lead of the writer's agency may allow it, never the writer.

    Until then it is no part of the draft. Whatever ends the waiting but a yes deletes the words at once.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for your lead"
        ALLOWED = "allowed", "Your lead allowed the note"
        REFUSED = "refused", "Your lead did not allow the note"
        EXPIRED = "expired", "Nobody answered in time"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    draft = models.OneToOneField(Referral, on_delete=models.CASCADE, related_name="stop_request")
    code = models.CharField(max_length=14, editable=False)
    team_id = models.UUIDField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    # How many of each kind, e.g. {"phone": 1}: what a list and the ledger may say.
    stops = models.JSONField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    words = SealedText(null=True)

    objects = StopRequests.as_manager()

    class Privacy:
        workflow = (
            "draft", "code", "team_id", "agency", "asked_by", "asked_at", "expires_at", "stops", "state", "decided_by",
            "decided_at",
        )  # fmt: skip
        sealed = ("words",)
        plain = {"code": "the draft's, random", "stops": "kinds of identifiers and how many, never one"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="never_allowed_by_the_writer"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "allowed"], words__isnull=False)
                | Q(state__in=["refused", "expired"], words=None),
                name="stopped_words_only_while_they_wait",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["allowed", "refused"], decided_by__isnull=False)
                | Q(state="waiting", decided_by=None)
                | Q(state="expired"),
                name="decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"stop request {self.pk}"

    @property
    def sealed_under(self) -> UUID:
        """The draft's key: what shreds the draft shreds these words."""
        return self.draft_id

    @property
    def kinds_in_words(self) -> str:
        """'an email address, 2 × a phone number'."""
        said = [(number, KINDS[kind].words) for kind, number in self.stops.items()]
        return ", ".join(f"{number} × {words}" if number > 1 else words for number, words in said)
