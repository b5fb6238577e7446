"""What each model field may hold: every field has a class, and a system check refuses one that has none.

    class Privacy:
        workflow = ("state", "from_agency")    # moves a record along: codes, links, times
        reference = ("name",)                  # agencies, desks, bodies and the people who work there
        sealed = ("note", "profile")           # words and profiles: sealed fields, nothing else
        system = ("password",)                 # keeps the system going
        plain = {"code": "random, never derived"}

Words need a sealed field. A column with room for words that is not sealed needs a sentence in `plain` that says why,
unless it is reference data of a fixed length. An abstract model's `Privacy` counts for its children. A primary key
that says nothing (UUID, number) needs no class. There is no class for what is never stored.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.checks import CheckMessage, Error
from django.db import models

from privacy.sealing import SealedField

CLASSES = ("workflow", "reference", "sealed", "system")

# No words fit into these. Whatever is not named here has room for them, a new kind of field too.
_WORDLESS = (
    models.BooleanField,
    models.DateField,
    models.DurationField,
    models.DecimalField,
    models.FloatField,
    models.ForeignKey,
    models.IntegerField,
    models.ManyToManyField,
    models.TimeField,
    models.UUIDField,
)

# What no record may have a field for. Reference data is exempt: a desk has a telephone, a colleague an address.
_NEVER = re.compile(
    r"(^|_)(((first|last|full|given|maiden|nick|sur|family|street)_?name|alias|initials|birth\w*|born|dob|ssn|"
    r"address|phone|telephone|e?mail|handle|plate|photo|picture|tattoo|suspect|orientation)s?)(_|$)"
)

Model: TypeAlias = type[models.Model]
Field: TypeAlias = "models.Field[Any, Any]"


def our_models() -> list[Model]:
    """Every model of the project's own apps, by app and name."""
    own = [config for config in apps.get_app_configs() if _is_ours(config)]
    return sorted((model for config in own for model in config.get_models()), key=lambda model: model._meta.label)


def classified_fields(model: Model) -> list[Field]:
    """The columns of `model` that need a class, and its links without a table of our own."""
    columns = [one for one in model._meta.local_concrete_fields if not _says_nothing(one)]
    links = [one for one in model._meta.local_many_to_many if _has_hidden_table(one)]
    return [*columns, *links]


def classes_of(model: Model) -> dict[str, list[str]]:
    """Field name to the classes that the model and its abstract parents give it; one, when all is well."""
    given: dict[str, list[str]] = {}
    for privacy in _declarations(model):
        for name in CLASSES:
            for field in privacy.get(name, ()):
                given.setdefault(field, []).append(name)
    return given


def reasons_of(model: Model) -> dict[str, str]:
    """Field name to the sentence that says why its words are not sealed."""
    return {field: why for privacy in _declarations(model) for field, why in privacy.get("plain", {}).items()}


def check_classes(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Django's system check: one error for each field that is not, or wrongly, classified."""
    return [error for model in our_models() for error in check_model(model)]


def check_model(model: Model) -> Iterator[Error]:
    """The errors of one model."""
    given, reasons = classes_of(model), reasons_of(model)
    fields = {field.name: field for field in classified_fields(model)}
    for name in sorted((given.keys() | reasons.keys()) - fields.keys()):
        yield _error(model, name, 3, "is classified, and there is no such field.")
    for name, field in fields.items():
        classes = given.get(name, [])
        if not classes:
            yield _error(model, name, 1, "has no class.", f"Name it in one of {', '.join(CLASSES)} of its Privacy.")
        elif len(classes) > 1:
            yield _error(model, name, 2, f"has more than one class: {', '.join(classes)}.")
        else:
            yield from _check_field(model, field, classes[0], reasons.get(name, ""))


def _check_field(model: Model, field: Field, given: str, reason: str) -> Iterator[Error]:
    if isinstance(field, SealedField) and given != "sealed":
        yield _error(model, field.name, 4, f"is a sealed field of class {given}.")
    if given == "sealed" and not isinstance(field, SealedField):
        yield _error(model, field.name, 5, "is of class sealed and not a sealed field.")
    needs_reason = _needs_reason(field, given)
    if needs_reason and not reason:
        hint = "Give it choices, seal it, or say in Privacy.plain why it may be read by whoever holds the database."
        yield _error(model, field.name, 6, "has room for words that are not sealed.", hint)
    if reason and not needs_reason:
        yield _error(model, field.name, 7, "needs no reason in Privacy.plain.")
    if given != "reference" and _NEVER.search(field.name):
        yield _error(model, field.name, 8, "is named for something that is never stored about a person.")


def _needs_reason(field: Field, given: str) -> bool:
    if isinstance(field, SealedField) or not _has_room_for_words(field):
        return False
    return given != "reference" or field.max_length is None


def _has_room_for_words(field: Field) -> bool:
    if isinstance(field, ArrayField):
        return _has_room_for_words(field.base_field)
    return not field.choices and not isinstance(field, _WORDLESS)


def _declarations(model: Model) -> Iterator[dict[str, Any]]:
    """What each class that `model` is made of says in a `Privacy` of its own."""
    for part in model.__mro__:
        if privacy := vars(part).get("Privacy"):
            yield vars(privacy)


def _says_nothing(field: Field) -> bool:
    return field.primary_key and isinstance(field, (models.AutoField, models.UUIDField))


def _has_hidden_table(link: "models.ManyToManyField[Any, Any]") -> bool:
    through = link.remote_field.through
    return through is not None and bool(through._meta.auto_created)


def _is_ours(config: AppConfig) -> bool:
    path = Path(config.path)
    return path.is_relative_to(settings.BASE_DIR) and "site-packages" not in path.parts


def _error(model: Model, field: str, number: int, what: str, hint: str | None = None) -> Error:
    return Error(f"{model._meta.label}.{field} {what}", hint=hint, obj=model, id=f"privacy.E{number:03}")
