import uuid

import pytest
from django.db import connections, transaction
from django.db.utils import DatabaseError

from audit.ledger import Actor, LedgerUnavailable, System, enter, witness
from audit.models import Event
from privacy.wall import Claims, acting
from tests.conftest import Ledger

BEAT = System("beat")


class Folder:
    """A record as the ledger knows one."""

    def __init__(self, code: str) -> None:
        self.pk = uuid.uuid4()
        self.code = code


def test_a_witnessed_event_survives_the_rollback_of_what_was_read(ledger: Ledger) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        witness("words.opened", by=BEAT, records=[Folder("HT-1")])
        raise RuntimeError

    assert ledger.kinds() == ["words.opened"]


@pytest.mark.django_db(transaction=True)
def test_an_entered_event_goes_with_the_change_it_tells_of(ledger: Ledger) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        enter("words.opened", by=BEAT)
        raise RuntimeError
    assert ledger.kinds() == []

    with transaction.atomic():
        enter("words.opened", by=BEAT)
    assert ledger.kinds() == ["words.opened"]


def test_an_event_says_who_from_where_and_what_but_holds_no_value(ledger: Ledger) -> None:
    folder = Folder("RF-7F3K")
    team, agency, person = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()

    class Dana:
        def as_actor(self) -> Actor:
            return Actor(person, "Dana (invented)", agency, "Eastside", ("partner",), team)

    witness("words.opened", by=Dana(), records=[folder], door="receiver", purpose="answer", fields=["note"])

    (event,) = ledger.events()
    assert (event.team, event.actor, event.agency) == (team, person, agency)
    assert (event.records, event.codes) == ([folder.pk], ["RF-7F3K"])
    said = event.said
    del said["id"], said["at"]
    assert said == {
        "v": 1,
        "kind": "words.opened",
        "team": str(team),
        "actor": {"id": str(person), "name": "Dana (invented)"},
        "agency": {"id": str(agency), "name": "Eastside"},
        "roles": ["partner"],
        "inner_of": None,
        "door": "receiver",
        "purpose": "answer",
        "records": [{"id": str(folder.pk), "code": "RF-7F3K"}],
        "fields": ["note"],
        "detail": {},
    }


def test_a_kind_without_a_sentence_is_refused(ledger: Ledger) -> None:
    with pytest.raises(KeyError):
        witness("words.guessed", by=BEAT)

    assert ledger.events() == []


@pytest.mark.parametrize("alias", ["default", "audit"])
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO ledger.event (kind) VALUES ('x')",
        "UPDATE ledger.event SET kind = 'x'",
        "DELETE FROM ledger.event",
        "TRUNCATE ledger.event",
        "DROP TABLE ledger.event",
        "ALTER TABLE ledger.event DISABLE TRIGGER ALL",
        "ALTER TABLE ledger.event NO FORCE ROW LEVEL SECURITY",
        "CREATE OR REPLACE FUNCTION ledger.append(body bytea) RETURNS void LANGUAGE sql AS ''",
        "SET session_replication_role = replica",
    ],
)
def test_neither_role_can_change_the_ledger(ledger: Ledger, alias: str, statement: str) -> None:
    witness("words.opened", by=BEAT)

    with pytest.raises(DatabaseError), transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute(statement)

    assert ledger.kinds() == ["words.opened"]


def test_the_apps_role_cannot_read_the_ledger(ledger: Ledger) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger.event")


def test_the_ledgers_role_reads_only_as_an_auditor_of_that_team(ledger: Ledger) -> None:
    team, agency = uuid.uuid4(), uuid.uuid4()
    witness("words.opened", by=System("job", team))

    class Advocate:
        def as_actor(self) -> Actor:
            return Actor(uuid.uuid4(), "Ada (invented)", agency, "Shelter", (), team, inner_of=agency)

    witness("words.opened", by=Advocate())

    def seen(claims: Claims) -> int:
        with acting(claims, using="audit"):
            return Event.objects.using("audit").count()

    assert seen(Claims("auditor", uuid.uuid4(), team, uuid.uuid4())) == 1
    assert seen(Claims("auditor", uuid.uuid4(), team, agency)) == 2
    assert seen(Claims("user", uuid.uuid4(), team, agency)) == 0
    assert seen(Claims("auditor", uuid.uuid4(), uuid.uuid4(), agency)) == 0
    assert Event.objects.using("audit").count() == 0


def test_without_the_append_right_nothing_is_recorded_and_the_caller_is_told(ledger: Ledger, owner_sql) -> None:
    owner_sql("REVOKE EXECUTE ON FUNCTION ledger.append(bytea) FROM mdt_app, mdt_ledger")
    try:
        with pytest.raises(LedgerUnavailable):
            witness("words.opened", by=BEAT)
        with pytest.raises(LedgerUnavailable), transaction.atomic():
            enter("words.opened", by=BEAT)
    finally:
        owner_sql("GRANT EXECUTE ON FUNCTION ledger.append(bytea) TO mdt_app, mdt_ledger")

    assert ledger.events() == []
    witness("words.opened", by=BEAT)
    assert ledger.kinds() == ["words.opened"]
