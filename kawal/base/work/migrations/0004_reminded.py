from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("work", "0003_house_clock"),
    ]

    operations = [
        migrations.AddField(
            model_name="task",
            name="reminded_on",
            field=models.DateField(blank=True, null=True, verbose_name="diingatkan"),
        ),
    ]
