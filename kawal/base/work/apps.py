from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "kawal.base.work"
    label = "work"
    verbose_name = "Tugas"
    default_auto_field = "django.db.models.BigAutoField"
