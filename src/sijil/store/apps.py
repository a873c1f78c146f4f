"""The one Django app of Sijil."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class StoreConfig(AppConfig):
    """Registers the tables; triggers are laid again after every migration, which may drop them silently."""

    name = "sijil.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sijil.store.triggers import lay_triggers

        post_migrate.connect(lay_triggers, sender=self, dispatch_uid="sijil.store.triggers")
