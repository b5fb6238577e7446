"""What a press changed: every table counted and hashed, before and after."""

from typing import Final

from django.db import connection

# A request may touch these whatever it is answered: the session, and the count of tries.
MAY_CHANGE = {"django_session", "axes_accessattempt", "axes_accesslog", "axes_accessfailurelog"}
# With the owner's eyes, which no policy narrows: asked as a job of every team, each of the many policies would be
# planned anew at each press, and that takes most of the time.
COUNT: Final = """
CREATE OR REPLACE FUNCTION rows_of_all_tables() RETURNS TABLE (name text, held bigint, digest text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE one text;
BEGIN
    FOR one IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') LOOP
        RETURN QUERY EXECUTE format(
            'SELECT %L, count(*), md5(array_agg(md5(t::text) ORDER BY t::text)::text) FROM %I t', one, one
        );
    END LOOP;
END $$
"""


def rows_of_all_tables() -> dict[str, tuple[int, str]]:
    """Each table's number of rows and a hash over them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, held, digest FROM rows_of_all_tables()")
        return {table: (count, digest) for table, count, digest in cursor.fetchall() if table not in MAY_CHANGE}
