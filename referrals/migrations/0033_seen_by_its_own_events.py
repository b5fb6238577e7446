"""Who has seen a referral is read from that referral's own events, found by their index, and from no others.

The order and the limit once invited the planner to walk the team's events from the newest until enough were found: for an
old referral, all of them.
"""

import importlib

from django.db import migrations

before = importlib.import_module("referrals.migrations.0029_said_at_meetings")

SEEN_BY = (
    before.SEEN_BY.replace(
        "    SELECT e.id, e.at, e.kind, CASE",
        "    WITH of_it AS MATERIALIZED (SELECT * FROM ledger.event WHERE records @> ARRAY[referral])\n"
        "    SELECT e.id, e.at, e.kind, CASE",
    )
    .replace("FROM ledger.event e\n", "FROM of_it e\n")
    .replace("AND e.records @> ARRAY[referral] AND", "AND")
)


class Migration(migrations.Migration):
    dependencies = [("referrals", "0032_counted_from_indexes")]
    operations = [migrations.RunSQL(SEEN_BY, before.SEEN_BY)]
