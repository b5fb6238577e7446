"""The wall of notices: read at the desk they were left for, left by anyone of the team."""

from django.db import migrations

from privacy.wall import IN_TEAM, build_wall

AT_MY_DESK = """EXISTS (SELECT 1 FROM team_desk d WHERE d.id = notices_notice.desk_id
    AND d.group_id = ANY ((SELECT wall.desks())::integer[]))"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("privacy", "0001_wall")]
    operations = [build_wall("notices_notice", read=f"{IN_TEAM} AND {AT_MY_DESK}", insert=IN_TEAM)]
