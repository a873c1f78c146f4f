"""Django's settings for tools that want a module (makemigrations, mypy); a case configures its own at run time."""

from sijil.store.database import base_settings

globals().update(base_settings())
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
