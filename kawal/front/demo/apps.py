from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "kawal.front.demo"
    label = "demo"
    verbose_name = "Peragaan"
