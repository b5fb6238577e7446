"""A record and its direct-key permission tables, as guardian's documentation advises for many rows."""

from typing import ClassVar

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase


class Item(models.Model):
    created = models.DateTimeField()

    class Meta:
        app_label = "guarded"
        indexes: ClassVar = [models.Index(fields=["-created", "-id"], name="item_newest")]

    def __str__(self) -> str:
        return str(self.pk)


class ItemUserPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Item, on_delete=models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        app_label = "guarded"


class ItemGroupPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Item, on_delete=models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        app_label = "guarded"
