"""Words of choices, and a packet that was not made since its agenda was taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0016_what_minutes_say_stays"),
    ]

    operations = [
        migrations.AlterField(
            model_name="outcome",
            name="result",
            field=models.CharField(
                blank=True,
                choices=[
                    ("continue", "Decision: it goes on"),
                    ("close", "Decision: it is closed"),
                    ("subcommittee", "Decision: it goes to a subcommittee"),
                    ("next_meeting", "Decision: it comes to the next meeting"),
                    ("recommendation", "Recommendation"),
                    ("information", "Information"),
                    ("task", "Action"),
                    ("not_reached", "Not reached: it comes to the next meeting"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="packet",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("ready", "Ready"),
                    ("failed", "Could not be made"),
                    ("away", "Not in this meeting now"),
                    ("not_held", "The agenda was taken back"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="step",
            name="kind",
            field=models.CharField(
                choices=[
                    ("draft", "Draft the agenda"),
                    ("remind", "Remind presenters"),
                    ("cut_off", "Close it to new items"),
                    ("minutes", "Ask for minutes"),
                    ("roll_over", "Roll over what was not handled"),
                ],
                max_length=12,
            ),
        ),
    ]
