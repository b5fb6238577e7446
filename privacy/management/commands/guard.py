"""`manage.py guard`: one text per line in, one JSON object per line out."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from privacy.guard import GuardUnavailable, Report, Span, Tier, judge


class Command(BaseCommand):
    """Judge each line of standard input, without any allow-list and without the database."""

    help = (
        "Reads one text per line and prints {tier, spans: [{start, end, kind, tier}]} for each; offsets in characters."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        for line in sys.stdin.buffer:
            report = self._report(line.removesuffix(b"\n").removesuffix(b"\r"))
            self.stdout.write(json.dumps(_plain(report)))
            self.stdout.flush()

    def _report(self, line: bytes) -> Report:
        """A line that is no UTF-8 cannot be judged, so the whole of it is a stop of kind `unreadable`."""
        try:
            return judge(line.decode(), allowed=())
        except UnicodeDecodeError:
            length = len(line.decode(errors="replace"))
            return Report(Tier.STOP, (Span(0, length, "unreadable", Tier.STOP),))
        except GuardUnavailable as refusal:
            raise CommandError(f"The guard gave no answer ({refusal}). Nothing may be accepted.") from None


def _plain(report: Report) -> dict[str, Any]:
    spans = [{"start": s.start, "end": s.end, "kind": s.kind, "tier": s.tier.value} for s in report.spans]
    return {"tier": report.tier.value, "spans": spans}
