"""The wall of notices: read at the desk they were left for, left by anyone of the team; readings are one's own."""

from django.db import migrations

from privacy.wall import IN_TEAM, build_wall

AT_MY_DESK = """EXISTS (SELECT 1 FROM team_desk d WHERE d.id = notices_notice.desk_id
    AND d.group_id = ANY ((SELECT wall.desks())::integer[]))"""

MINE = f"{IN_TEAM} AND user_id = (SELECT wall.person())"
SEEN = "EXISTS (SELECT 1 FROM notices_notice n WHERE n.id = notices_noticereading.notice_id)"


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("privacy", "0001_wall")]
    operations = [
        build_wall("notices_notice", read=f"{IN_TEAM} AND {AT_MY_DESK}", insert=IN_TEAM),
        build_wall("notices_noticereading", read=MINE, insert=f"{MINE} AND {SEEN}"),
    ]
