"""What waits is ordered by an expression that an index may begin at a bound of, behind the wall too (`referrals.ordering.Due`).

Behind COALESCE each referral opened from a list, and each later page of one, read the tab from its top on.
"""

from datetime import UTC, datetime

from django.db import migrations, models
from django.db.models import Case, Q, Value, When

NEVER = datetime(9999, 12, 31, tzinfo=UTC)


def waiting(side: str, name: str) -> models.Index:
    due = Case(When(answer_by=None, then=Value(NEVER)), default="answer_by")
    states = Q(state__in=["question", "sent", "waitlisted"])
    return models.Index(side, due.asc(), "id", name=name, condition=states)


class Migration(migrations.Migration):
    dependencies = [("referrals", "0037_shares_tell_of_no_wall")]
    operations = [
        migrations.RemoveIndex("referral", "referral_waiting_in"),
        migrations.AddIndex("referral", waiting("to_agency", "referral_waiting_in")),
        migrations.RemoveIndex("referral", "referral_waiting_out"),
        migrations.AddIndex("referral", waiting("from_agency", "referral_waiting_out")),
    ]
