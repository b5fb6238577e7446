"""The job queue inside our own PostgreSQL: its SQL, installed by the owner, and what the app's role may do there."""

from django.db.backends.utils import CursorWrapper
from pgmq.install import get_embedded_install_sql

QUEUES = ("ticks", "jobs")

# The app's role has no CREATE anywhere, yet Celery declares its queue at each start: this one function runs as its
# owner. Rows of a queue stay ordinary rows of the app.
_RIGHTS = """
GRANT USAGE ON SCHEMA pgmq TO {app};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgmq TO {app};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA pgmq TO {app};
ALTER DEFAULT PRIVILEGES IN SCHEMA pgmq GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app};
ALTER DEFAULT PRIVILEGES IN SCHEMA pgmq GRANT USAGE, SELECT ON SEQUENCES TO {app};
REVOKE EXECUTE ON FUNCTION pgmq.create(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pgmq.create(text) TO {app};
ALTER FUNCTION pgmq.create(text) SECURITY DEFINER SET search_path = pgmq, pg_temp;
"""


def install_queue(cursor: CursorWrapper, app: str) -> None:
    """Install PGMQ's SQL with our two queues, unless its schema is there already (its SQL cannot run twice).

    `app` is the app's role, a name of ours and so safe to write into SQL.
    """
    cursor.execute("SELECT to_regnamespace('pgmq')")
    if cursor.fetchone()[0] is None:
        cursor.execute(get_embedded_install_sql())
    cursor.execute(_RIGHTS.format(app=app))
    for queue in QUEUES:
        cursor.execute("SELECT pgmq.create(%s)", [queue])
