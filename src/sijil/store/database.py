"""The case's database: SQLite in the folder, or PostgreSQL named by SIJIL_DATABASE_URL.

Django is configured once a process; opening another case moves the one connection to it.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from sijil.errors import CaseError, CaseNewer

DATABASE_URL = "SIJIL_DATABASE_URL"
_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;"
)


def base_settings() -> dict[str, Any]:
    """Django's settings apart from the database."""
    return {
        "INSTALLED_APPS": ["sijil.store"],
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "SECRET_KEY": "unused: no session is ever signed on the command line",
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
    }


def connect(folder: Path, *, lay_guards: bool = True) -> None:
    """Point Django at the database of the case in `folder` and bring its tables up to date.

    `lay_guards` lays triggers that are missing; whoever looks for what was tampered with leaves them.
    Raises CaseNewer when the database knows migrations that this version does not.
    """
    database = describe(folder)
    ensure_configured()
    _move_to(database)
    _migrate(folder)
    if lay_guards:
        _lay_missing_guards()


def disconnect() -> None:
    """Close the connection, so that SQLite folds its write-ahead log back into `case.db`."""
    from django.conf import settings

    if settings.configured:
        from django.db import connections

        connections.close_all()


def describe(folder: Path) -> dict[str, Any]:
    """The Django database entry for a case folder."""
    address = os.environ.get(DATABASE_URL, "")
    if address:
        return _postgresql(address)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(folder / "case.db"),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": _SQLITE_PRAGMAS},
    }


def is_local(folder: Path) -> bool:
    """Whether the case's database is the file `case.db` in its folder."""
    return str(describe(folder)["ENGINE"]).endswith("sqlite3")


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise CaseError(
            f"{DATABASE_URL} is not a PostgreSQL address",
            remedy="write it as postgresql://user:password@host:port/database, or unset it to use case.db",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or dict(parse_qsl(parts.query)).get("host", ""),
        "PORT": str(parts.port or ""),
    }


def ensure_configured() -> None:
    """Set Django up, once a process, without a case: tables can be imported then, rows only after `connect`."""
    import django
    from django.conf import settings

    if settings.configured or "DJANGO_SETTINGS_MODULE" in os.environ:
        return
    nowhere = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    settings.configure(**base_settings(), DATABASES={"default": nowhere})
    django.setup()


def _move_to(database: dict[str, Any]) -> None:
    from django.conf import settings
    from django.db import connections

    connections.close_all()
    del connections["default"]
    settings.DATABASES = {"default": database}
    connections.settings = connections.configure_settings({"default": database})


def _migrate(folder: Path) -> None:
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.db.migrations.loader import MigrationLoader

    if is_local(folder) and not (folder / "case.db").exists():
        for stale in ("case.db-wal", "case.db-shm"):
            (folder / stale).unlink(missing_ok=True)
    try:
        loader = MigrationLoader(connection)
    except DatabaseError as error:
        raise CaseError(
            f"its database cannot be opened ({error})",
            where=str(folder),
            remedy="if case.db is damaged, move it away and run `sijil run`: it is rebuilt from evidence and custody",
        ) from error
    applied = {name for app, name in loader.applied_migrations if app == "store"}
    known = {name for app, name in loader.disk_migrations if app == "store"}
    if applied - known:
        raise CaseNewer(
            "its database was written by a newer version of Sijil",
            where=str(folder),
            remedy="install the newer version; this one has changed nothing",
        )
    if known - applied:
        call_command("migrate", verbosity=0, interactive=False)


def _lay_missing_guards() -> None:
    from django.db import connection

    from sijil.store.triggers import lay_triggers, missing_triggers

    if missing_triggers(connection):
        lay_triggers(connection.alias)
