"""DuckDB as this room uses it: bounded in memory and disk, in a folder of its own, reaching for nothing outside."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

MEMORY = "2GB"
DISK = "20GB"
THREADS = 2


@contextmanager
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection in memory that spills into a folder removed afterwards.

    Without `max_temp_directory_size` a spill takes all free space; left on, extensions are fetched from the network.
    """
    with tempfile.TemporaryDirectory(prefix="sijil-linkage-") as folder:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "max_temp_directory_size": DISK,
            "temp_directory": folder,
            "threads": THREADS,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        connection = duckdb.connect(":memory:", config=settings)
        try:
            yield connection
        finally:
            connection.close()
