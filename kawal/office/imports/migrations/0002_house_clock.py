from django.db import migrations, models

import kawal.base.audit.clock


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="upload",
            name="received_at",
            field=models.DateTimeField(
                default=kawal.base.audit.clock.now, editable=False, verbose_name="diterima"
            ),
        ),
    ]
