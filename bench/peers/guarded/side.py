"""`python -m bench.peers.guarded.side COUNT`: COUNT records of 20 groups, of which each sees 5 %; then takes turns.

`spread` and `oldest` give the newest 25 records that somebody may see, `share` lets a group see 500 records.
"""

import sys
from collections.abc import Callable, Mapping
from typing import Any

import django

django.setup()

from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.db import connection, transaction
from guardian.shortcuts import assign_perm, get_objects_for_user

from bench.peers.guarded.models import Item, ItemGroupPermission
from bench.turns import clocked, serve, settled

GROUPS, SHARED, PAGE = 20, 500, 25
# Everything that can be left out of its question is left out, and its default is tried as well.
SET_UPS: tuple[Mapping[str, Any], ...] = ({}, {"accept_global_perms": False, "with_superuser": False})


def fill(count: int) -> tuple[User, User]:
    """Who sees 5 % that are spread over time, and who sees the oldest 5 %."""
    call_command("migrate", verbosity=0)
    # The records' own tables have no migrations; they point to tables that do.
    call_command("migrate", verbosity=0, run_syncdb=True)
    groups = [Group.objects.create(name=f"agency {number:02}") for number in range(GROUPS)]
    permission = Permission.objects.get(codename="view_item").pk
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO guarded_item (created) SELECT now() - interval '1000 days' * (1 - number / %s::float) "
            "FROM generate_series(0, %s - 1) number ORDER BY number",
            [count, count],
        )
        # The last group has the oldest, the others take turns, as the bench's agencies do.
        cursor.execute(
            "INSERT INTO guarded_itemgrouppermission (content_object_id, group_id, permission_id) "
            "SELECT id, (%s::int[])[CASE WHEN id <= %s THEN 20 ELSE 1 + id %% 19 END], %s "
            "FROM guarded_item ORDER BY id",
            [[group.pk for group in groups], count // GROUPS, permission],
        )
        cursor.execute("VACUUM (ANALYZE)")
    return _member("spread", groups[0]), _member("oldest", groups[-1])


def _member(name: str, group: Group) -> User:
    person = User.objects.create(username=name)
    person.groups.add(group)
    return person


def newest(person: User, set_up: Mapping[str, Any]) -> list[Item]:
    seen = get_objects_for_user(person, "guarded.view_item", Item, **set_up)
    return list(seen.order_by("-created", "-id")[:PAGE])


def best(person: User) -> Callable[[], float]:
    """The time of its quickest set-up, tried anew in each turn."""
    expected = [item.pk for item in newest(person, SET_UPS[-1])]
    if len(expected) != PAGE or any([one.pk for one in newest(person, way)] != expected for way in SET_UPS):
        raise SystemExit("guardian does not show the right rows")
    return lambda: min(settled(lambda way=way: newest(person, way)) for way in SET_UPS)  # type: ignore[misc]


def share() -> float:
    """One group sees 500 records more; taken back off the clock."""
    group, _ = Group.objects.get_or_create(name="newcomers")
    records = Item.objects.filter(pk__lte=SHARED)
    with transaction.atomic():
        milliseconds = clocked(lambda: assign_perm("guarded.view_item", group, records))
        if ItemGroupPermission.objects.filter(group=group).count() != SHARED:
            raise SystemExit("guardian did not share 500 records")
        transaction.set_rollback(True)
    return milliseconds


if __name__ == "__main__":
    assert apps.is_installed("guardian")
    spread, oldest = fill(int(sys.argv[1]))
    serve({"spread": best(spread), "oldest": best(oldest), "share": share})
