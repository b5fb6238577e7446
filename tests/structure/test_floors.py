"""What import-linter does not see: foreign keys and migrations point to the same floor or down, never up."""

from django.apps import apps
from django.db.migrations.loader import MigrationLoader

# From the ground up; somebody else's package stands below all.
FLOORS = (
    "privacy",
    "audit",
    "team",
    "notices",
    "hours",
    "directory",
    "rooms",
    "meetings",
    "subcommittees",
    "cases",
    "releases",
    "duties",
    "screening",
    "referrals",
    "config",
)


def floor(label: str) -> int:
    return FLOORS.index(label) if label in FLOORS else -1


def test_each_app_of_ours_has_a_floor() -> None:
    roots = ("privacy", "audit", "mdt", "cases", "referrals", "config")

    ours = {config.label for config in apps.get_app_configs() if config.name.partition(".")[0] in roots}

    assert ours == set(FLOORS)


def test_foreign_keys_point_down() -> None:
    upward = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in FLOORS
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model is not None
        if floor(field.related_model._meta.app_label) > floor(model._meta.app_label)
    ]

    assert upward == []


def test_migrations_wait_only_for_floors_below() -> None:
    migrations = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    upward = [
        (key, needed)
        for key, migration in migrations.items()
        if key[0] in FLOORS
        for needed in migration.dependencies
        if floor(needed[0]) > floor(key[0])
    ]

    assert upward == []
