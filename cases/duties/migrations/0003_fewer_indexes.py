"""Every grant has one permission, and its group stands first in other indexes: two indexes that were only written."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("auth", "0012_alter_user_first_name_max_length"), ("duties", "0002_wall")]
    operations = [
        migrations.AlterField(
            "dutydeskgrant", "group", models.ForeignKey("auth.group", models.CASCADE, db_index=False)
        ),
        migrations.AlterField(
            "dutydeskgrant", "permission", models.ForeignKey("auth.permission", models.CASCADE, db_index=False)
        ),
    ]
