from django.apps import AppConfig


class BookConfig(AppConfig):
    name = "kawal.office.book"
    label = "book"
    verbose_name = "Buku"
    default_auto_field = "django.db.models.BigAutoField"
