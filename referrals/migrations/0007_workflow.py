"""The workflow's pairs with the ways back: what is taken back within its time goes to where it came from."""

import importlib

from django.db import migrations

before = importlib.import_module("referrals.migrations.0002_wall")

# As referrals.workflow.allowed_pairs() gives them; a test holds the two together.
PAIRS = (
    ("accepted", "closed"),
    ("accepted", "question"),
    ("accepted", "sent"),
    ("accepted", "waitlisted"),
    ("accepted", "withdrawn"),
    ("closed", "accepted"),
    ("declined", "question"),
    ("declined", "sent"),
    ("declined", "waitlisted"),
    ("draft", "sent"),
    ("question", "accepted"),
    ("question", "declined"),
    ("question", "sent"),
    ("question", "waitlisted"),
    ("question", "withdrawn"),
    ("sent", "accepted"),
    ("sent", "declined"),
    ("sent", "question"),
    ("sent", "waitlisted"),
    ("sent", "withdrawn"),
    ("waitlisted", "accepted"),
    ("waitlisted", "declined"),
    ("waitlisted", "question"),
    ("waitlisted", "sent"),
    ("waitlisted", "withdrawn"),
    ("withdrawn", "accepted"),
    ("withdrawn", "question"),
    ("withdrawn", "sent"),
    ("withdrawn", "waitlisted"),
)


def workflow(pairs: tuple[tuple[str, str], ...]) -> str:
    """The trigger's function as in 0002_wall, with other pairs."""
    listed = ", ".join(f"('{source}', '{target}')" for source, target in pairs)
    return f"""
CREATE OR REPLACE FUNCTION referrals_hold_workflow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN ({listed}) THEN
        RAISE EXCEPTION 'a referral does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state <> 'draft' AND ({before._OLD}) IS DISTINCT FROM ({before._NEW}) THEN
        RAISE EXCEPTION 'what was asked is frozen once it is sent' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0006_clock"), ("hours", "0002_wall"), ("notices", "0004_wall_only_for")]
    operations = [migrations.RunSQL(workflow(PAIRS), workflow(before.PAIRS))]
