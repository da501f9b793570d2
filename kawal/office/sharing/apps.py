from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "kawal.office.sharing"
    label = "sharing"
    verbose_name = "Berbagi"
    default_auto_field = "django.db.models.BigAutoField"
