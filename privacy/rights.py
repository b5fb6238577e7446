"""What each database role may do, installed whole after every migrate, and the wall's signing pads.

One written table instead of grants scattered over migrations: what is not named here is not granted.
"""

from django.conf import settings
from django.db import connections

from privacy.wall import APP, LEDGER

# Read before a context exists (sign-in, session, who is where), so row-level security cannot guard them.
# Everything else in the schema `public` must be walled; tests/structure reads the catalog and holds it.
OUTSIDE_THE_WALL = frozenset(
    {
        "account_emailaddress",
        "account_emailconfirmation",
        "auditlog_logentry",
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
        "axes_accessattempt",
        "axes_accessattemptexpiration",
        "axes_accessfailurelog",
        "axes_accesslog",
        "config_heartbeat",
        "django_content_type",
        "django_migrations",
        "django_session",
        "guardian_groupobjectpermission",
        "guardian_userobjectpermission",
        "mfa_authenticator",
        "privacy_keyringuse",
        "team_agency",
        "team_agencymembership",
        "team_bodydesk",
        "team_desk",
        "team_invitation",
        "team_membership",
        "team_team",
        "team_user",
        "team_user_groups",
        "team_user_user_permissions",
    }
)

# Rights that differ from the ordinary four (SELECT, INSERT, UPDATE, DELETE).
NARROWER = {
    "django_migrations": "SELECT",
    "auth_permission": "SELECT",
    "django_content_type": "SELECT",
    "auditlog_logentry": "SELECT, INSERT",
    "guardian_groupobjectpermission": None,
    "guardian_userobjectpermission": None,
    "auth_group_permissions": "SELECT",
    "privacy_keyringuse": "SELECT",
    "team_user_user_permissions": "SELECT",
    # A half-year is counted once, and a number stays as it is.
    "referrals_gapcount": "SELECT, INSERT",
    "referrals_servicegap": "SELECT, INSERT",
    # Views over tables that have walls, of which nothing is written through them.
    "duties_forwarded": "SELECT",
    "referrals_forwarded": "SELECT",
    # Written once: what somebody has agreed to, the minutes that a chair approved, until they are disposed of, and what
    # was added to them.
    "meetings_acknowledgement": "SELECT, INSERT",
    "meetings_addendum": "SELECT, INSERT",
    "meetings_minutes": "SELECT, INSERT, UPDATE (disposed_at, disposed_by_id)",
    "meetings_statement": "SELECT, INSERT",
    "meetings_whysteppedback": "SELECT, INSERT",
}

# They look past the walls at whatever key they are asked for: only the owner's functions and triggers call them.
OWNERS_ALONE = (
    "wall.actions_of(uuid[])",
    "wall.records_of_action(uuid)",
    "wall.case_kept_from(uuid, uuid)",
    "wall.case_lets(uuid, uuid, uuid)",
    "wall.case_lets_reader(uuid, uuid, uuid)",
    "wall.put_forward_stands(uuid, uuid, uuid)",
    "wall.release_names(uuid, uuid, uuid, text)",
    "wall.share_inside(uuid, boolean)",
    "public.meetings_place_of(jsonb)",
)

_GRANTS = f"""
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public, wall, ledger TO {APP};
GRANT USAGE ON SCHEMA wall, ledger TO {LEDGER};
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {APP}, {LEDGER};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP};
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA wall TO {APP}, {LEDGER};
DO $$ BEGIN
    EXECUTE (SELECT string_agg(format('REVOKE ALL ON FUNCTION %s FROM PUBLIC, {APP}, {LEDGER}', f.found), '; ')
        FROM (SELECT to_regprocedure(name) AS found FROM unnest(ARRAY{list(OWNERS_ALONE)}) AS name) f
        WHERE f.found IS NOT NULL);
END $$;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.append(bytea) TO {APP}, {LEDGER};
GRANT EXECUTE ON FUNCTION ledger.seal_batch(integer), ledger.add_checkpoint(bigint, bytea, bytea, text, text),
    ledger.unsealed_since(), ledger.inner_counts(timestamptz, timestamptz, text), ledger.about(text) TO {LEDGER};
GRANT SELECT ON ledger.event, ledger.checkpoint TO {LEDGER};
"""


def install_rights(using: str = "owner") -> None:
    """Grant what the table above says and revoke the rest. Idempotent; run by the owner after every migrate."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(_GRANTS)
        database = connection.ops.quote_name(connection.settings_dict["NAME"])
        cursor.execute(f"REVOKE TEMPORARY, CREATE ON DATABASE {database} FROM PUBLIC, {APP}, {LEDGER}")
        # What PostgreSQL takes for the cost of a jump is a turning disk's. With a solid one's it reads a page of a list
        # from its index where it would else gather and sort the list (docs/adr/0086).
        cursor.execute(f"ALTER DATABASE {database} SET random_page_cost = 1.1")
        for table, rights in NARROWER.items():
            cursor.execute(f"REVOKE ALL ON {table} FROM {APP}")
            if rights:
                cursor.execute(f"GRANT {rights} ON {table} TO {APP}")
        install_pads(cursor)


def install_pads(cursor: object) -> None:
    """Write the two HMAC pads of WALL_KEY where only the owner reads them."""
    block = bytes.fromhex(settings.WALL_KEY).ljust(64, b"\0")
    pads = [bytes(byte ^ mask for byte in block) for mask in (0x36, 0x5C)]
    cursor.execute(  # type: ignore[attr-defined]
        "INSERT INTO wall.pads (inner_pad, outer_pad) VALUES (%s, %s) ON CONFLICT (only_row) "
        "DO UPDATE SET inner_pad = EXCLUDED.inner_pad, outer_pad = EXCLUDED.outer_pad",
        pads,
    )
