"""Choosing the sections of a series' agendas."""

from collections.abc import Mapping
from dataclasses import asdict

from django.db import transaction

from audit.ledger import enter
from mdt.meetings.models import Selection, Series
from mdt.meetings.policies import may_prepare
from mdt.meetings.selection import Chosen, chosen
from mdt.team.models import User
from mdt.team.policies import require


@transaction.atomic
def set_sections(series: Series, *, wanted: Mapping[str, Chosen], by: User) -> list[str]:
    """Choose how each section is drafted from now on; returns the keys of those that change.

    What the chair has put on an agenda stays; undecided suggestions follow at the next draft.
    """
    require(may_prepare(by, series.body))
    Series.objects.select_for_update().get(pk=series.pk)
    before = chosen(series.pk)
    changed = [key for key, one in wanted.items() if key in before and one != before[key]]
    for key in changed:
        values = asdict(wanted[key]) | {"team_id": series.team_id}
        Selection.objects.update_or_create(series=series, section=key, defaults=values)
    if changed:
        enter("sections.set", by=by, records=[series], detail={"sections": ",".join(changed)})
    return changed
