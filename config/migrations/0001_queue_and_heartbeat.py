from typing import Any

from django.conf import settings
from django.db import migrations, models

from config.queue import install_queue


def install(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        install_queue(cursor, settings.DATABASES["default"]["USER"])


class Migration(migrations.Migration):
    initial = True

    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("worker", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("seen", models.DateTimeField()),
            ],
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
