"""What the old log needs: moves that nobody here made, a waitlist without a day, and rows that wait for their sender."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# As in 0002_wall, but a receiver holds nothing of a row that its sender has yet to confirm.
HELD = """
CREATE OR REPLACE FUNCTION wall.referrals_held(referral uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT wall.kind() = 'user' AND EXISTS (
        SELECT 1 FROM referrals_referral r WHERE r.id = referral AND r.team_id = wall.team() AND (
            r.from_agency_id = wall.agency()
            OR (r.to_agency_id = wall.agency() AND r.state NOT IN ('draft', 'declined'){confirmed})
        ) AND CASE r.state WHEN 'draft' THEN r.written_by_id = wall.person() ELSE
            EXISTS (SELECT 1 FROM referrals_referraldeskgrant g
                    WHERE g.content_object_id = r.id AND g.group_id = ANY (wall.desks()))
            OR EXISTS (SELECT 1 FROM referrals_referralpersongrant p
                       WHERE p.content_object_id = r.id AND p.user_id = wall.person())
        END AND NOT EXISTS (
            SELECT 1 FROM referrals_keptfrom kept WHERE kept.referral_id = r.id AND kept.user_id = wall.person()
        )
    )
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_wall"),
        ("referrals", "0002_wall"),
        ("team", "0001_people_agencies_desks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(HELD.format(confirmed=" AND NOT r.waits_for_sender"), HELD.format(confirmed="")),
        migrations.RemoveConstraint(
            model_name="referral",
            name="waitlisted_until_a_review",
        ),
        migrations.AlterField(
            model_name="referral",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("goals_met", "Help was given"),
                    ("person_declined", "The person did not want it"),
                    ("not_reached", "Could not reach the person"),
                    ("moved", "The person moved away"),
                    ("transferred", "Another agency took over"),
                    ("not_eligible", "Not eligible"),
                    ("no_report", "Closed, no further report"),
                    ("not_recorded", "Not recorded"),
                ],
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="step",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "waitlisted"), ("review_on", None), _connector="XOR"),
                    models.Q(("source", "old_log"), ("state", "waitlisted")),
                    _connector="OR",
                ),
                name="waitlisted_until_a_review",
            ),
        ),
    ]
