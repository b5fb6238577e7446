"""Which of the three roles does what: the owner migrates, the app reads and writes, the ledger witnesses."""

from typing import Any


class Roles:
    """Migrations run as the owner only; ordinary queries go to the app's role unless an alias is named."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "owner"

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True
