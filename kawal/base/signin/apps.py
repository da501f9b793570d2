from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "kawal.base.signin"
    label = "signin"
    verbose_name = "Pintu masuk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What happens at the door is noted in the security log."""
        from kawal.base.signin import log

        log.listen()
