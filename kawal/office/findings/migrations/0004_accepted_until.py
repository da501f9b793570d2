from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0003_runs"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="decided",
            field=models.CharField(
                blank=True, max_length=64, verbose_name="sidik nilai yang diterima"
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="until",
            field=models.DateField(blank=True, null=True, verbose_name="diterima sampai"),
        ),
    ]
