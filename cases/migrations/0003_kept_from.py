"""The place for a list that the floor above fills: the cases of which a record is kept from whoever acts."""

from django.db import migrations

KEPT_FROM = """
CREATE FUNCTION wall.cases_kept_from() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT '{}'::uuid[]
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_wall")]
    operations = [migrations.RunSQL(KEPT_FROM, "DROP FUNCTION wall.cases_kept_from()")]
