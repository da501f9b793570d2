from django.apps import AppConfig


class RenjaConfig(AppConfig):
    name = "kawal.office.renja"
    label = "renja"
    verbose_name = "Renja"
    default_auto_field = "django.db.models.BigAutoField"
