"""The job queue inside our own PostgreSQL: its SQL, installed by the owner, and what the app's role may do there."""

from django.db.backends.utils import CursorWrapper
from pgmq.install import get_embedded_install_sql

QUEUES = ("ticks", "jobs")

# Celery declares its queue at each start and with the first message of each process. PGMQ's own function would then
# wait for the workers' open reads, to lock a table that is there, and needs CREATE, which the app's role has nowhere.
_DECLARE = """
CREATE OR REPLACE FUNCTION pgmq.create(queue_name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM pgmq.meta AS known WHERE known.queue_name = $1) THEN
        PERFORM pgmq.create_non_partitioned($1);
    END IF;
END $$;
"""
_RIGHTS = """
GRANT USAGE ON SCHEMA pgmq TO {app};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgmq TO {app};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA pgmq TO {app};
ALTER DEFAULT PRIVILEGES IN SCHEMA pgmq GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app};
ALTER DEFAULT PRIVILEGES IN SCHEMA pgmq GRANT USAGE, SELECT ON SEQUENCES TO {app};
"""


def install_queue(cursor: CursorWrapper, app: str) -> None:
    """Install PGMQ's SQL with our two queues, unless its schema is there already (its SQL cannot run twice).

    `app` is the app's role, a name of ours and so safe to write into SQL.
    """
    cursor.execute("SELECT to_regnamespace('pgmq')")
    if cursor.fetchone()[0] is None:
        cursor.execute(get_embedded_install_sql())
    cursor.execute(_DECLARE)
    cursor.execute(_RIGHTS.format(app=app))
    for queue in QUEUES:
        cursor.execute("SELECT pgmq.create(%s)", [queue])
