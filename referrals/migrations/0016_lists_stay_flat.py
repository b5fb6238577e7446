"""An index for each tab of inbox and outbox, in its order (referrals/ordering.py)."""

from django.db import migrations

from referrals.ordering import LIST_INDEXES


class Migration(migrations.Migration):
    dependencies = [("referrals", "0015_parts_of_meetings")]
    operations = [
        migrations.RemoveIndex("referral", "referral_by_receiver"),
        *(migrations.AddIndex("referral", index) for index in LIST_INDEXES),
    ]
