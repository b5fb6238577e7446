"""A question to an agency: read by who prepares the meeting and by the desk that is asked, answered by that desk alone."""

import django.utils.timezone
from django.db import migrations, models

import privacy.keys
from mdt.meetings.walls import mine, of_item, prepares
from privacy.wall import IN_TEAM, build_wall

TABLE = "meetings_forwardask"
PREPARES = f"{prepares(f'{TABLE}.body_id')} AND {of_item(TABLE)}"
ASKED = f"""EXISTS (SELECT 1 FROM team_desk d WHERE d.id = {TABLE}.desk_id AND d.closed_at IS NULL
    AND d.group_id = ANY ((SELECT wall.desks())::integer[])) AND NOT record = ANY ((SELECT wall.records_kept_from())::uuid[])"""
PERSON = "(SELECT wall.kind() = 'user')"

# Only the desk answers, only who prepares the meeting takes back; what was asked stays as it is.
HOLD = """
CREATE FUNCTION meetings_hold_ask() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.answered_at IS NOT NULL OR OLD.taken_back_at IS NOT NULL OR
        to_jsonb(OLD) - 'answered_at' - 'taken_back_at' IS DISTINCT FROM to_jsonb(NEW) - 'answered_at' - 'taken_back_at' THEN
        RAISE EXCEPTION 'a question is answered or taken back once' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.answered_at IS NOT NULL AND wall.kind() = 'user' AND NOT EXISTS (
        SELECT 1 FROM team_desk d WHERE d.id = NEW.desk_id AND d.group_id = ANY (wall.desks())) THEN
        RAISE EXCEPTION 'only who is asked answers' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.taken_back_at IS NOT NULL AND wall.kind() = 'user' AND NOT {prepares} THEN
        RAISE EXCEPTION 'only who prepares the meeting takes a question back' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hold BEFORE UPDATE ON meetings_forwardask FOR EACH ROW EXECUTE FUNCTION meetings_hold_ask();
""".replace("{prepares}", prepares("NEW.body_id"))
UNHELD = "DROP TRIGGER hold ON meetings_forwardask; DROP FUNCTION meetings_hold_ask()"


class Migration(migrations.Migration):
    dependencies = [("meetings", "0017_words_and_taken_back"), ("team", "0003_call_for_today")]
    operations = [
        migrations.CreateModel(
            name="ForwardAsk",
            fields=[
                (
                    "id",
                    models.UUIDField(default=privacy.keys.new_key, editable=False, primary_key=True, serialize=False),
                ),
                ("record", models.UUIDField(db_index=True)),
                ("meets_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answered_at", models.DateTimeField(null=True)),
                ("taken_back_at", models.DateTimeField(null=True)),
                ("asked_by", models.ForeignKey("team.membership", models.PROTECT, related_name="+")),
                ("body", models.ForeignKey("team.body", models.PROTECT, related_name="+")),
                ("desk", models.ForeignKey("team.desk", models.PROTECT, related_name="+")),
                ("item", models.ForeignKey("meetings.agendaitem", models.CASCADE, related_name="asks")),
                ("team", models.ForeignKey("team.team", models.PROTECT, related_name="+")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item",), condition=models.Q(taken_back_at=None), name="an_item_is_asked_for_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(answered_at=None) | models.Q(taken_back_at=None),
                        name="answered_or_taken_back",
                    ),
                ],
            },
        ),
        build_wall(
            TABLE,
            read=f"{PERSON} AND {IN_TEAM} AND (({ASKED}) OR ({PREPARES}))",
            insert=f"{PERSON} AND {IN_TEAM} AND {PREPARES} AND {mine(f'{TABLE}.asked_by_id')} "
            "AND answered_at IS NULL AND taken_back_at IS NULL "
            f"AND EXISTS (SELECT 1 FROM meetings_agendaitem i WHERE i.id = {TABLE}.item_id AND i.record = {TABLE}.record)",
            update=f"{PERSON} AND {IN_TEAM} AND (({ASKED}) OR ({PREPARES}))",
        ),
        migrations.RunSQL(HOLD, UNHELD),
    ]
