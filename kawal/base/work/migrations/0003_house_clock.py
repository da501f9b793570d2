from django.db import migrations, models

import kawal.base.audit.clock


class Migration(migrations.Migration):
    dependencies = [
        ("work", "0002_notices"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="made_at",
            field=models.DateTimeField(
                default=kawal.base.audit.clock.now, editable=False, verbose_name="dibuat"
            ),
        ),
    ]
