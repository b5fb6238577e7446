"""What the roof stores: when each worker last said that it lives."""

from django.db import models


class Heartbeat(models.Model):
    """One row per worker; outside the wall, since it names no record and is read before anyone signs in."""

    worker = models.CharField(max_length=100, primary_key=True)
    seen = models.DateTimeField()

    class Privacy:
        system = ("worker", "seen")
        plain = {"worker": "the name of one of our processes"}

    def __str__(self) -> str:
        return self.worker
