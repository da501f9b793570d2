from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "kawal.base.ui"
    label = "ui"
    verbose_name = "Tampilan"
