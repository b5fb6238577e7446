"""`manage.py privacy_fields` writes docs/privacy-fields.md: what each field holds, as its model declares it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from privacy.classes import Model, classes_of, classified_fields, our_models, reasons_of

PAGE = settings.BASE_DIR / "docs" / "privacy-fields.md"
HEAD = """# What each field holds

Written by `manage.py privacy_fields` from the models; do not edit. The classes are explained in `privacy/classes.py`.
No field holds a name, birth date, address or telephone number of a person whom the team helps.

- **workflow**: moves a record along: codes, links, times. Plain columns behind the wall.
- **reference**: agencies, desks, bodies and the people who work there.
- **sealed**: words and profiles, under the data key of their record.
- **system**: keeps the system going.
"""


def page() -> str:
    """The whole page, in Markdown."""
    return "\n".join([HEAD, *(_table(model) for model in our_models())])


def _table(model: Model) -> str:
    given, reasons = classes_of(model), reasons_of(model)
    rows = [
        f"| {field.name} | {', '.join(given[field.name])} | {type(field).__name__} | {reasons.get(field.name, '')} |"
        for field in classified_fields(model)
    ]
    head = [f"## {model._meta.label}", "", "| field | class | kind | why it is not sealed |", "|---|---|---|---|"]
    return "\n".join([*head, *rows, ""])


class Command(BaseCommand):
    help = "Write docs/privacy-fields.md from the models."

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(page(), encoding="utf-8")
