"""Roles are code: what each is called, what it is for, and which permissions the floors grant to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db import models


class Role(models.TextChoices):
    PARTNER = "partner", "Partner"
    AGENCY_LEAD = "agency_lead", "Agency lead"
    CHAIR = "chair", "Chair"
    COORDINATOR = "coordinator", "Coordinator"
    SUBCOMMITTEE_CHAIR = "subcommittee_chair", "Subcommittee chair"
    AUDITOR = "auditor", "Auditor"
    ANALYST = "analyst", "Analyst"
    ADMINISTRATOR = "administrator", "Administrator"


DESCRIPTIONS: Final[Mapping[Role, str]] = {
    Role.PARTNER: "Sends and answers referrals at the desks they sit at. Sees nothing of other agencies' work.",
    Role.AGENCY_LEAD: "A partner who also invites and turns off people of their own agency.",
    Role.CHAIR: "Prepares and runs meetings. Sees only what an agency has put forward.",
    Role.COORDINATOR: "Helps the chair and brings in the old log. Sees only what an agency has put forward.",
    Role.SUBCOMMITTEE_CHAIR: "Runs one subcommittee. Sees what was sent to it, and what the desk where they sit holds.",
    Role.AUDITOR: "Reads who opened what. Sees no referral and no words.",
    Role.ANALYST: "Reads published counts. Sees no record.",
    Role.ADMINISTRATOR: "Sets up agencies, desks and people. Sees no referral.",
}

# Whoever reads the trail or hands out rights must not also work on the records (R5); the database refuses the pair.
WATCHING: Final = (Role.AUDITOR, Role.ADMINISTRATOR)
WORKING: Final = (Role.PARTNER, Role.AGENCY_LEAD, Role.CHAIR, Role.COORDINATOR, Role.SUBCOMMITTEE_CHAIR)


@dataclass(frozen=True)
class Permission:
    """One thing a person may do: `key` is what `@rule` names, `words` what a manager reads."""

    key: str
    words: str
    roles: frozenset[Role]


_PERMISSIONS: dict[str, Permission] = {}


def grant(key: str, words: str, *roles: Role) -> None:
    """Declare a permission and the roles that have it. Called by each floor in `AppConfig.ready()`.

    Raises:
        ValueError: the key is declared twice.
    """
    if key in _PERMISSIONS:
        raise ValueError(f"The permission {key} is declared twice.")
    _PERMISSIONS[key] = Permission(key, words, frozenset(roles))


def permissions() -> Mapping[str, Permission]:
    """Every declared permission by its key."""
    return dict(_PERMISSIONS)


def allows(roles: list[str], key: str) -> bool:
    """Whether one of `roles` has the permission. An undeclared key is nobody's."""
    permission = _PERMISSIONS.get(key)
    return permission is not None and not permission.roles.isdisjoint(Role(role) for role in roles)
