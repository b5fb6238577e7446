"""A report says at which record its chain of reports ends, so that the wall can ask whether its reader sees that.

The database fills it in: a report about a report is about the same.
"""

from django.db import migrations, models

ABOUT = """
CREATE FUNCTION subcommittees_about() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    earlier subcommittees_report;
BEGIN
    SELECT * INTO earlier FROM subcommittees_report r WHERE r.id = NEW.record;
    NEW.about := CASE WHEN FOUND THEN earlier.about ELSE NEW.record END;
    RETURN NEW;
END $$;
CREATE TRIGGER about BEFORE INSERT ON subcommittees_report FOR EACH ROW EXECUTE FUNCTION subcommittees_about();
"""
OF_THOSE_BEFORE = """
ALTER TABLE subcommittees_report DISABLE TRIGGER hold;
WITH RECURSIVE chain(id, record) AS (
    SELECT id, record FROM subcommittees_report
    UNION SELECT chain.id, earlier.record FROM chain JOIN subcommittees_report earlier ON earlier.id = chain.record
)
UPDATE subcommittees_report r SET about = chain.record FROM chain
WHERE chain.id = r.id AND NOT EXISTS (SELECT 1 FROM subcommittees_report further WHERE further.id = chain.record);
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE subcommittees_report ENABLE TRIGGER hold;
"""


class Migration(migrations.Migration):
    dependencies = [("subcommittees", "0005_over_is_over")]
    operations = [
        migrations.AddField("report", "about", models.UUIDField(editable=False, null=True)),
        migrations.RunSQL(OF_THOSE_BEFORE, migrations.RunSQL.noop),
        migrations.RunSQL(ABOUT, "DROP TRIGGER about ON subcommittees_report; DROP FUNCTION subcommittees_about()"),
    ]
