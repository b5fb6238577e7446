"""Data keys, behind the wall, and the list of keyring keys that this database has ever used."""

import django.utils.timezone
from django.db import migrations, models

from privacy.wall import IN_TEAM, build_wall

# The database keeps the list itself, so that no way of writing a data key can forget it.
NOTE_USE = """
CREATE FUNCTION privacy_note_key_use() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO privacy_keyringuse (key_id, first_used_at) VALUES (NEW.key_id, now()) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER note_key_use AFTER INSERT OR UPDATE OF key_id ON privacy_datakey FOR EACH ROW EXECUTE FUNCTION privacy_note_key_use();
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_wall")]
    operations = [
        migrations.CreateModel(
            name="DataKey",
            fields=[
                ("record_id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("team_id", models.UUIDField(editable=False)),
                ("key_id", models.CharField(editable=False, max_length=200)),
                ("wrapped", models.BinaryField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
        ),
        migrations.CreateModel(
            name="KeyringUse",
            fields=[
                ("key_id", models.CharField(editable=False, max_length=200, primary_key=True, serialize=False)),
                ("first_used_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
        ),
        migrations.RunSQL(
            NOTE_USE, "DROP TRIGGER note_key_use ON privacy_datakey; DROP FUNCTION privacy_note_key_use()"
        ),
        # Only a job rewraps or destroys: no person's context changes or removes a key.
        build_wall("privacy_datakey", read=IN_TEAM, insert=IN_TEAM),
    ]
