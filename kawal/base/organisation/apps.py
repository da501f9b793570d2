from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "kawal.base.organisation"
    label = "organisation"
    verbose_name = "Organisasi"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What stands around every page: the region, and in which office its reader acts."""
        from kawal.base.organisation import header
        from kawal.base.ui import frame

        frame.tell("region", header.region_name)
        frame.tell("acting", header.acting)
