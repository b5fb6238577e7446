"""PostgreSQL for the ledger's connection: no wait on the server outlasts LEDGER_SECONDS.

A server that accepts bytes and never answers holds libpq for ever; a statement time-out is kept by that same
silent server. So the limit is kept on this side.
"""

from typing import Any

import psycopg
from django.conf import settings
from django.db.backends.postgresql import base
from psycopg import IsolationLevel


class NoAnswer(psycopg.OperationalError):
    """The server took longer than LEDGER_SECONDS; the connection is given up."""


class _Limited(psycopg.Connection[Any]):
    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        try:
            return super().wait(gen, interval, timeout or settings.LEDGER_SECONDS)
        except psycopg.errors._WaitTimeout as error:
            self.pgconn.finish()
            raise NoAnswer("the ledger did not answer in time") from error


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self.isolation_level = IsolationLevel.READ_COMMITTED
        return _Limited.connect(**conn_params)
