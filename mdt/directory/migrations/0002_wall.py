"""The wall of the directory: everybody in a team reads it, and each agency writes what its own desks offer."""

from django.db import migrations

from privacy.wall import IN_TEAM, build_wall

PERSON = "(SELECT wall.kind()) = 'user'"
OWN = (
    f"{PERSON} AND {IN_TEAM} AND EXISTS (SELECT 1 FROM team_desk d "
    "WHERE d.id = directory_deskservice.desk_id AND d.agency_id = (SELECT wall.agency()))"
)
KEPT = f"{PERSON} AND {IN_TEAM}"


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_directory"), ("privacy", "0001_wall")]
    operations = [
        build_wall("directory_deskservice", read=IN_TEAM, insert=OWN, update=OWN, delete=OWN),
        build_wall("directory_organisation", read=IN_TEAM, insert=KEPT, update=KEPT),
        build_wall("directory_directoryrule", read=IN_TEAM, insert=KEPT, update=KEPT),
    ]
