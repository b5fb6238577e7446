"""The wall of hours: what says when an answer is due is read by everybody in a team, and set by the agency itself."""

from django.db import migrations

from privacy.wall import IN_TEAM, build_wall

# An agency and its desks stand in several teams, so that these rows belong to none.
ANY_PERSON = "(SELECT wall.kind()) IN ('user', 'auditor')"
SYSTEM = "(SELECT wall.kind()) = 'system'"
OWN_DESK = (
    "EXISTS (SELECT 1 FROM team_desk d WHERE d.id = hours_deskhours.desk_id AND d.agency_id = (SELECT wall.agency()))"
)
OWN = "agency_id = (SELECT wall.agency())"


class Migration(migrations.Migration):
    dependencies = [("hours", "0001_hours"), ("privacy", "0001_wall")]
    operations = [
        build_wall("hours_deskhours", read=ANY_PERSON, insert=OWN_DESK, update=OWN_DESK, system=SYSTEM),
        build_wall("hours_closure", read=ANY_PERSON, insert=OWN, delete=OWN, system=SYSTEM),
        build_wall("hours_countyday", read=IN_TEAM, insert=IN_TEAM, delete=IN_TEAM),
    ]
