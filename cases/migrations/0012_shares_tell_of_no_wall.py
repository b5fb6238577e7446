"""Whether a share stands is said at its own desk as if nobody were kept from the case.

Who sits there reads the row, and could ask by a statement of their own: "it opens nothing, and somebody of ours is inside"
says that this person is kept from the case, and says so to the person themselves as well. What a share opens to who sits at
its desk they see by their own door, and their own walls stand before it.
"""

from django.db import migrations

STANDS = """
CREATE OR REPLACE FUNCTION wall.share_stands(of_share uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT wall.share_inside(of_share, NOT EXISTS (
        SELECT 1 FROM cases_caseshare s JOIN team_desk d ON d.id = s.desk_id
        WHERE s.id = of_share AND wall.kind() = 'user' AND d.group_id = ANY (wall.desks())
    ))
$$;
"""


class Migration(migrations.Migration):
    # What stood before told of walls: there is no way back.
    dependencies = [("cases", "0011_shared_as_it_is_said")]
    operations = [migrations.RunSQL(STANDS)]
