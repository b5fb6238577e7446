"""Write docs/workflow.md from the workflow's table."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from referrals.drawing import page


class Command(BaseCommand):
    help = "Write docs/workflow.md from referrals/workflow.py."

    def handle(self, *args: Any, **options: Any) -> None:
        (settings.BASE_DIR / "docs" / "workflow.md").write_text(page(), encoding="utf-8")
