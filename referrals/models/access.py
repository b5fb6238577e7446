"""Who may see a referral, and who may not."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from mdt.team.access import DeskGrant, PersonGrant
from privacy.keys import new_key
from referrals.models.referral import Referral


class ReferralDeskGrant(DeskGrant):
    """A desk may see a referral."""

    grants_many = "wall.referrals_grant"

    content_object = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="desk_grants")
    # Whether the referral needs a release: the database copies it, so that the wall asks no further of most grants.
    under_release = models.BooleanField(default=False, editable=False)

    class Privacy:
        workflow = ("team_id", "holder", "sort_at", "via", "group", "permission", "content_object", "under_release")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["group", "-sort_at", "-content_object"], name="referral_grant_sorted")
        ]
        constraints: ClassVar = [
            # Two agencies may open it to one desk, and each takes back its own.
            models.UniqueConstraint(
                fields=["group", "content_object", "via", "holder"], name="referral_granted_once_by_a_door"
            )
        ]


class ReferralPersonGrant(PersonGrant):
    """One named person may see a referral: a written exception."""

    content_object = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="person_grants")

    class Privacy:
        workflow = ("team_id", "holder", "sort_at", "via", "user", "permission", "content_object")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "content_object", "via"], name="referral_granted_once_to_a_person")
        ]


class KeptFrom(models.Model):
    """The sender keeps a referral from a named person at the receiver, who sees nothing, not even this."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="kept_from")
    team_id = models.UUIDField()
    holder = models.UUIDField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Privacy:
        workflow = ("referral", "team_id", "holder", "user")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["referral", "user"], name="kept_from_a_person_once")]

    def __str__(self) -> str:
        return f"kept {self.pk}"
