from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "kawal.office.findings"
    label = "findings"
    verbose_name = "Temuan"
    default_auto_field = "django.db.models.BigAutoField"
