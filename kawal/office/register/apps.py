from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "kawal.office.register"
    label = "register"
    verbose_name = "Buku induk"
    default_auto_field = "django.db.models.BigAutoField"
