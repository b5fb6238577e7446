"""A referral and its steps."""

from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Least
from django.utils import timezone

from cases.models import Case
from cases.profile import Track
from cases.releases.choices import Category
from cases.releases.models import Release
from mdt.team.access import Door
from mdt.team.models import Agency, Desk, Team
from mdt.team.sectors import Basis
from privacy.keys import new_key
from privacy.sealing import SealedDocument, SealedText
from referrals import choices
from referrals.ordering import COUNT_INDEXES, LIST_INDEXES
from referrals.querysets import Referrals
from referrals.workflow import MOVES, OPEN_STATES


class Referral(models.Model):
    """One agency asks another for help for one person.

    A draft is seen by its writer alone and may have gaps; once sent, what was asked is frozen by the database and
    only the columns of the workflow move. `profile` holds a `ReferralProfile`, `note` the sender's words.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", null=True)
    code = models.CharField(max_length=14, editable=False)
    state = models.CharField(max_length=12, choices=choices.State.choices, default=choices.State.DRAFT)
    source = models.CharField(max_length=10, choices=choices.Source.choices, default=choices.Source.FORM)
    # What kind of caller phoned it in to the coordinator; empty for what was written by its sender.
    source_type = models.CharField(max_length=12, choices=choices.SourceType.choices, blank=True)

    from_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    from_desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+", null=True)
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True)
    to_desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+", null=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    written_at = models.DateTimeField(default=timezone.now)

    service = models.CharField(max_length=24, choices=choices.Service.choices, blank=True)
    urgency = models.CharField(max_length=10, choices=choices.Urgency.choices, blank=True)
    track = models.CharField(max_length=10, choices=Track.choices, default=Track.NOT_KNOWN)
    basis = models.CharField(max_length=30, choices=Basis.choices, blank=True)
    # Under which release a draft was written. What must be in force for it to be seen the database says at sending:
    # a release of its sender's for its case that names the reader and holds this category. Empty: it needs none.
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+", null=True)
    release_category = models.CharField(max_length=20, choices=Category.choices, blank=True, editable=False)
    report = models.CharField(max_length=12, choices=choices.Report.choices, blank=True)
    profile = SealedDocument(null=True)
    note = SealedText(null=True)
    # Whether all that has to be answered is: said when the profile is sealed, since later nothing opens it to look.
    whole = models.BooleanField(default=False)

    sent_at = models.DateTimeField(null=True)
    answer_by = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    identified_at = models.DateTimeField(null=True)
    # First opened by the receiver; never set for an agency bound by releases.
    seen_at = models.DateTimeField(null=True)
    connected_at = models.DateTimeField(null=True)
    # What the clock does next, and when; empty once it is done (referrals/clock.py).
    remind_at = models.DateTimeField(null=True)
    deputy_at = models.DateTimeField(null=True)
    lapse_at = models.DateTimeField(null=True)
    resets = models.PositiveSmallIntegerField(default=0)
    review_on = models.DateField(null=True)
    decline_reason = models.CharField(max_length=16, choices=choices.DeclineReason.choices, blank=True)
    outcome = models.CharField(max_length=16, choices=choices.Outcome.choices, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.CharField(max_length=80, blank=True)

    # A row of the old log: its keyed hash makes the import idempotent; one from a release-bound agency waits.
    log_hash = models.CharField(max_length=64, blank=True)
    waits_for_sender = models.BooleanField(default=False)

    objects = Referrals.as_manager()

    class Privacy:
        workflow = (
            "team", "case", "code", "state", "source", "from_agency", "from_desk", "to_agency", "to_desk",
            "written_by", "written_at", "service", "urgency", "track", "basis", "report", "sent_at", "answer_by",
            "answered_at", "called_at", "identified_at", "review_on", "decline_reason", "outcome",
            "changed_at", "changed_by", "waits_for_sender", "whole", "seen_at", "connected_at", "remind_at",
            "deputy_at", "lapse_at", "resets", "source_type", "release",
            "release_category",
        )  # fmt: skip
        sealed = ("profile", "note")
        system = ("log_hash",)
        plain = {
            "code": "random, never derived",
            "changed_by": "a colleague's name, for who comes second",
            "log_hash": "a keyed hash of a row of the old log",
        }

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["team", "from_agency", "-sent_at", "-id"], name="referral_by_sender"),
            *LIST_INDEXES,
            models.Index(
                fields=["to_agency", "-sent_at", "-id"],
                name="referral_under_release",
                condition=~Q(release_category=""),
            ),
            *COUNT_INDEXES,
            models.Index(
                Least("remind_at", "deputy_at", "lapse_at"),
                "id",
                name="referral_due",
                condition=Q(state__in=sorted(OPEN_STATES)),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team", "code"], name="referral_code_once_in_a_team"),
            models.UniqueConstraint(
                fields=["team", "log_hash"], condition=~Q(log_hash=""), name="log_row_once_in_a_team"
            ),
            models.CheckConstraint(
                condition=Q(state=choices.State.DRAFT)
                | Q(
                    case__isnull=False,
                    to_desk__isnull=False,
                    to_agency__isnull=False,
                    sent_at__isnull=False,
                    profile__isnull=False,
                    whole=True,
                )
                & ~Q(service="")
                & ~Q(urgency="")
                & ~Q(basis=""),
                name="a_sent_referral_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=choices.State.DECLINED) ^ Q(decline_reason=""), name="declined_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state=choices.State.CLOSED) ^ Q(outcome=""), name="closed_with_an_outcome"
            ),
            models.CheckConstraint(
                condition=Q(source=choices.Source.PHONED_IN) ^ Q(source_type=""),
                name="phoned_in_by_a_kind_of_caller",
            ),
            models.CheckConstraint(
                condition=Q(source_type__in=["", *choices.SourceType.values]), name="no_caller_who_needs_a_release"
            ),
            # The old log gives no review day, and bringing it in starts no clock.
            models.CheckConstraint(
                condition=Q(state=choices.State.WAITLISTED) ^ Q(review_on=None)
                | Q(state=choices.State.WAITLISTED, source=choices.Source.OLD_LOG),
                name="waitlisted_until_a_review",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def sealed_under(self) -> UUID:
        """Whose data key seals its words: its own."""
        return self.pk

    @property
    def receiver(self) -> Agency:
        """The agency that it was sent to. Only a draft may have none yet."""
        if self.to_agency is None:
            raise ValueError(f"{self.code} goes to nobody yet")
        return self.to_agency

    @property
    def passed(self) -> str:
        """By which doors its reader came, for the ledger: whoever is not its giver comes through a release too."""
        door: str = getattr(self, "door", "")
        return f"{door}, release" if self.release_category and door and door != Door.SENDER else door

    @property
    def untouched(self) -> bool:
        """Whether nothing has happened since it was sent, so that there are no steps to fetch."""
        return self.changed_at == self.sent_at and self.remind_at is not None

    @property
    def in_words(self) -> str:
        return choices.State(self.state).label


class Step(models.Model):
    """One move or note in a referral's life, kept in coded words; `words` is a question or an answer to one."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="steps")
    team_id = models.UUIDField()
    kind = models.CharField(max_length=16, choices=[(move.key, move.done) for move in MOVES.values()])
    at = models.DateTimeField(default=timezone.now)
    # Nobody here made the moves that the old log tells of.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    by_name = models.CharField(max_length=80)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    before = models.CharField(max_length=12, choices=choices.State.choices)
    after = models.CharField(max_length=12, choices=choices.State.choices)
    reason = models.CharField(max_length=24, blank=True)
    # The referral's own columns as the move found them, so that it can be taken back whole.
    kept = models.JSONField(null=True)
    words = SealedText(null=True)

    class Privacy:
        workflow = ("referral", "team_id", "kind", "at", "by", "by_name", "agency", "before", "after", "reason", "kept")
        sealed = ("words",)
        plain = {
            "by_name": "a colleague's name, as at that moment",
            "reason": "a key of the move's choices",
            "kept": "coded columns and times of the referral",
        }

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def sealed_under(self) -> UUID:
        """A step's words go with the referral's key: destroying that key shreds them too."""
        return self.referral_id
