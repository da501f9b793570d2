from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "kawal.base.audit"
    label = "audit"
    verbose_name = "Jejak perubahan"
    default_auto_field = "django.db.models.BigAutoField"
