from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "kawal.office.planning"
    label = "planning"
    verbose_name = "Perencanaan"
    default_auto_field = "django.db.models.BigAutoField"
