# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("gate", "0006_attachment"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="grant",
            name="gate_grant_lookup",
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(
                fields=["user", "category", "subject_id"],
                include=("starts_at", "ends_at", "writes", "area_id"),
                name="gate_grant_lookup",
            ),
        ),
    ]
