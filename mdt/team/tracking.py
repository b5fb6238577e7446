"""Which reference models django-auditlog keeps before and after of."""

from auditlog.registry import auditlog
from django.db.models import Model

from mdt.team import models

REFERENCE_MODELS: tuple[type[Model], ...] = (
    models.Team,
    models.Agency,
    models.AgencyMembership,
    models.Desk,
    models.Membership,
    models.Body,
    models.BodyDesk,
)


def track() -> None:
    """Register the team's reference models. A password hash is left out, not masked."""
    for model in REFERENCE_MODELS:
        auditlog.register(model)
    auditlog.register(models.User, include_fields=["name", "is_active"])
