"""A page of a list, and a neighbour in it, begin at their place in the tab's index: no row before that is read."""

import re

import pytest
from django.db import connection

from privacy.wall import acting_as
from referrals.queue import INBOX, OUTBOX, Cursor, Kind, Queue
from tests.referrals.build import make_sent
from tests.referrals.cast import Cast

# The names of their indexes; a list of what one sent and one of what came to them have one each for a tab.
TABS = [(kind, tab.key) for kind in (INBOX, OUTBOX) for tab in kind.tabs]


@pytest.mark.parametrize(("kind", "tab"), TABS, ids=lambda one: getattr(one, "key", one))
@pytest.mark.parametrize("way", ["_past", "_ahead_of"])
def test_the_index_begins_at_the_bound(cast: Cast, kind: Kind, tab: str, way: str) -> None:
    """Behind the wall PostgreSQL begins at no bound that might tell of a row, and would filter the tab from its top."""
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.alice), connection.cursor() as cursor:
        queue = Queue.read(kind, {"tab": tab})
        here = getattr(queue, way)(Cursor.of(referral, queue.tab.order))
        order = queue._forward if way == "_past" else queue._backward
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off")
        plan = order(queue.rows(cast.alice).filter(here))[:25].explain()

    (bounds,) = re.findall(r"using referral_\w+ on referrals_referral  \(.*\n\s+Index Cond: (.*)", plan)
    assert re.search(r"(answer_by END|changed_at) [<>]= ", bounds), bounds
