"""A person's calendar feed: an address with a secret, of which only a digest is kept."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from mdt.meetings.models.naming import reference
from mdt.team.models import Membership, Team
from privacy.keys import new_key


class CalendarFeed(models.Model):
    """One for each place that a person has in a team. A new secret takes the old one's place at once."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    place = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Privacy:
        reference = ("team", "place", "made_at")
        system = ("secret_hash",)
        plain: ClassVar = {"secret_hash": "a hash of the secret in the address"}

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return reference("CF", self.pk)
