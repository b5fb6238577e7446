"""A data key is had by the key of its record, and never by looking through the table.

The rows hold no words, but a list of them would say how many records a team has, and when each was made.
"""

from django.db import migrations

from privacy.wall import IN_TEAM, OF_SYSTEM

# Of the owner's: of these records, in the team of whoever acts.
BY_NAME = """
CREATE FUNCTION wall.data_keys(records uuid[]) RETURNS SETOF privacy_datakey LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT k.* FROM privacy_datakey k WHERE k.record_id = ANY (records)
        AND (k.team_id = wall.team() OR wall.kind() = 'system' AND wall.team() IS NULL)
$$;
"""
_READ = "ALTER POLICY privacy_datakey_read ON privacy_datakey USING ({})"


class Migration(migrations.Migration):
    dependencies = [("privacy", "0003_claims_kept_whole")]
    operations = [
        migrations.RunSQL(BY_NAME, "DROP FUNCTION wall.data_keys(uuid[])"),
        migrations.RunSQL(_READ.format(OF_SYSTEM), _READ.format(f"({IN_TEAM}) OR ({OF_SYSTEM})")),
    ]
