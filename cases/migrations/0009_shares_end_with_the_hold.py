"""A share ends with the last that its desk holds of the case, which nobody's place takes back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_shares_in_one_look")]
    operations = [
        migrations.RemoveConstraint("caseshare", "share_ended_at_and_by"),
        migrations.AddConstraint(
            "caseshare",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by", None)), ("ended_at__isnull", False), _connector="OR"
                ),
                name="share_ended_at_and_by",
            ),
        ),
    ]
