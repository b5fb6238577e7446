"""The parts of a body's meetings: each with its legal basis, its own roster, and what may be spoken of in it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mdt.meetings.models.naming import reference
from mdt.meetings.querysets import PartQuerySet
from mdt.team.models import Body, Desk, Team
from privacy.keys import new_key


class PartKind(models.TextChoices):
    """What a part takes. A case is spoken of in the parts that are named for it and nowhere else."""

    OPEN = "open", "Open part"
    MEMBERS = "members", "Members only, no cases"
    CHILD = "child", "Child case review"
    ADULT = "adult", "Adult case review"


class PartBasis(models.TextChoices):
    """By which law a part is held, or that none shields it."""

    NONE = "none", "No shield: it may be an open meeting and its papers open records"
    CHILD_ABUSE_TEAM = "child_abuse_team", "Child abuse team (ORS 418.747, 418.795)"
    CHILD_FATALITY = "child_fatality", "Child fatality review (ORS 192.690(1)(g))"
    AGREEMENT = "agreement", "The members' written agreement"
    COUNSEL = "counsel", "A basis that county counsel has named"


# No statute found shields the review of adults' cases (brief: ask counsel), so its basis is the members' own.
BASES: dict[PartKind, tuple[PartBasis, ...]] = {
    PartKind.OPEN: (PartBasis.NONE,),
    PartKind.MEMBERS: (PartBasis.AGREEMENT, PartBasis.COUNSEL),
    PartKind.CHILD: (PartBasis.CHILD_ABUSE_TEAM, PartBasis.CHILD_FATALITY),
    PartKind.ADULT: (PartBasis.AGREEMENT, PartBasis.COUNSEL),
}
ORDER = (PartKind.OPEN, PartKind.MEMBERS, PartKind.CHILD, PartKind.ADULT)


def _may_be(kind: PartKind) -> Q:
    return Q(kind=kind, basis__in=BASES[kind])


class Part(models.Model):
    """A part of each meeting of a body. What it is never changes; it ends, and another begins."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=10, choices=PartKind.choices)
    basis = models.CharField(max_length=20, choices=PartBasis.choices)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PartQuerySet.as_manager()

    class Privacy:
        reference = ("team", "body", "kind", "basis", "ended_at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "kind"], condition=Q(ended_at=None), name="one_part_of_a_kind"),
            models.CheckConstraint(
                condition=_may_be(PartKind.OPEN)
                | _may_be(PartKind.MEMBERS)
                | _may_be(PartKind.CHILD)
                | _may_be(PartKind.ADULT),
                name="a_part_has_a_basis_of_its_kind",
            ),
            models.CheckConstraint(condition=Q(ended_at=None) | ~Q(kind=PartKind.OPEN), name="the_open_part_stays"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return reference("PT", self.pk)

    @property
    def place(self) -> int:
        """Where it stands among the parts of a meeting."""
        return ORDER.index(PartKind(self.kind))


class PartSeat(models.Model):
    """A desk of the body that sits in one of its parts: its people see that part's packet."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="seats")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="part_seats")

    class Privacy:
        reference = ("team", "part", "desk")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["part", "desk"], name="desk_once_in_a_part")]

    def __str__(self) -> str:
        return reference("PS", self.pk)
