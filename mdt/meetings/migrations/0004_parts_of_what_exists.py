"""Bodies that meet already get their parts, with every desk that sits in them: nobody loses sight by an update.

What stands on agendas goes to the open part; the floors above, which know cases, then move theirs to the part that
takes them (referrals 0015). From then on a desk that joins a body sits in its open part alone.
"""

from typing import Any

from django.db import migrations

from privacy.keys import new_key

BASES = {"open": "none", "child": "child_abuse_team", "adult": "agreement"}


def give_parts(apps: Any, schema_editor: Any) -> None:
    using = schema_editor.connection.alias
    body, part, seat, sits, item, action = (
        apps.get_model(app, name)._default_manager.using(using)
        for app, name in (
            ("team", "Body"),
            ("meetings", "Part"),
            ("meetings", "PartSeat"),
            ("team", "BodyDesk"),
            ("meetings", "AgendaItem"),
            ("meetings", "ActionItem"),
        )
    )
    for group in body.order_by("pk"):
        made = [
            part.create(id=new_key(), team_id=group.team_id, body=group, kind=kind, basis=basis)
            for kind, basis in BASES.items()
        ]
        for one in sits.filter(body=group).order_by("pk"):
            for its in made:
                seat.create(id=new_key(), team_id=group.team_id, part=its, desk_id=one.desk_id)
        item.filter(meeting__body=group).update(part=made[0])
        action.filter(body=group).update(part=made[0])


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_parts")]
    operations = [migrations.RunPython(give_parts, migrations.RunPython.noop)]
