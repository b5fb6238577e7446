"""What this floor does by itself: seal the ledger."""

from celery import shared_task

from audit import sealer

# Twice a minute, so that nothing stays unsealed for longer than one (R40). A tick that waited is stale.
SCHEDULE = {
    "seals the ledger": {
        "task": "audit.tasks.seal",
        "schedule": 30.0,
        "options": {"queue": "ticks", "expires": 25.0},
    }
}


@shared_task
def seal() -> None:
    """Seal what was committed since the last tick. Run twice or late, it does the same."""
    sealer.seal()
