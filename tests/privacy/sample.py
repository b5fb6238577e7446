"""Two tables that only these tests have: a letter with a key of its own, and questions under the letter's key."""

from uuid import UUID

from django.db import models

from privacy.documents import Document
from privacy.keys import new_key
from privacy.sealing import SealedDocument, SealedText


class Age(models.TextChoices):
    CHILD = "child", "Under 18"
    ADULT = "adult", "18 or over"


class Profile(Document, kind="sample-profile", version=1):
    age: Age
    ticks: tuple[str, ...] = ()
    alone: bool | None = None


class Letter(models.Model):
    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    state = models.CharField(max_length=10, default="draft")
    note = SealedText(null=True)
    remark = SealedText(null=True)
    profile = SealedDocument(null=True)

    class Meta:
        app_label = "sample"

    def __str__(self) -> str:
        return str(self.pk)


class Question(models.Model):
    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    letter_id = models.UUIDField()
    note = SealedText(null=True)

    class Meta:
        app_label = "sample"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def sealed_under(self) -> UUID:
        return self.letter_id
