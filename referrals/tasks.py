"""Beat's tick for referrals: what is due is asked of the database, so that a beat that stood still has lost nothing."""

from typing import Any

from celery import shared_task

from referrals.actions import expiring, stops
from referrals.actions.ageing import age_one

# What one tick does at most; the next goes on a minute later.
_BATCH = 200


@shared_task(name="referrals.tick")
def tick() -> int:
    """Do what is due, in its order, each in a transaction of its own. Returns how many times it did something."""
    done = 0
    while done < _BATCH and (age_one() or stops.expire_one()):
        done += 1
    return done


@shared_task(name="referrals.forget_drafts")
def forget_drafts() -> int:
    """Tell of drafts that nobody finishes, and delete those that were told of. Returns how many times it did."""
    done = 0
    while done < _BATCH and (expiring.warn_one() or expiring.expire_one()):
        done += 1
    return done


SCHEDULE: dict[str, dict[str, Any]] = {
    "age referrals": {"task": "referrals.tick", "schedule": 60.0},
    "forget drafts": {"task": "referrals.forget_drafts", "schedule": 3600.0},
}
