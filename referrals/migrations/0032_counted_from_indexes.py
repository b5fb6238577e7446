"""Indexes for what Home counts, so that it costs the same however many referrals there are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0031_cases_in_rooms")]

    operations = [
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("state", "draft")), fields=["written_by", "id"], name="referral_drafts"
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("state", "question")), fields=["from_agency", "id"], name="referral_asked_out"
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("outcome", "goals_met"), ("state", "closed")),
                fields=["from_agency", "id"],
                name="referral_helped_out",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(
                    ("changed_at", models.F("written_at")),
                    ("source", "old_log"),
                    ("state__in", ["accepted", "question", "sent", "waitlisted"]),
                ),
                fields=["to_agency", "sent_at", "id"],
                name="referral_unchecked",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("waits_for_sender", True)),
                fields=["from_agency", "sent_at", "id"],
                name="referral_unconfirmed",
            ),
        ),
    ]
