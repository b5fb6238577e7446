"""A share begins when it is written, on a basis that there is, whatever a statement of somebody's own says.

What had ended before a case was shared stays outside by `shared_at`.
"""

from django.db import migrations, models

from mdt.team.sectors import Basis

NOW = """
CREATE FUNCTION cases_share_from_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.shared_at := statement_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER from_now BEFORE INSERT ON cases_caseshare FOR EACH ROW WHEN (wall.kind() = 'user')
    EXECUTE FUNCTION cases_share_from_now();
"""
BEFORE = "DROP TRIGGER from_now ON cases_caseshare; DROP FUNCTION cases_share_from_now();"


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_shares_stand_before_eyes")]
    operations = [
        migrations.RunSQL(NOW, BEFORE),
        migrations.AddConstraint(
            "caseshare",
            models.CheckConstraint(condition=models.Q(("basis__in", Basis.values)), name="share_on_a_basis"),
        ),
    ]
