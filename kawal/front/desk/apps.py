from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "kawal.front.desk"
    label = "desk"
    verbose_name = "Meja"

    def ready(self) -> None:
        """What stands around every page: the ways from here, and whether the figures are made up."""
        from kawal.base.ui import frame
        from kawal.front.desk import menu

        frame.tell("places", menu.places)
        frame.tell("foot", menu.foot)
        frame.tell("sample", menu.is_sample)
