"""What the running add was asked for, kept until it has ended, so that the same add can go on."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sijil.custody.disk import replace, sync_folder


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The absolute paths handed over (none while only members are taken in), and the first entry's `seq`."""

    paths: tuple[str, ...]
    first: int

    def write(self, path: Path) -> None:
        """Keep it on the disk."""
        # ASCII, because a path may hold bytes that are no UTF-8; json writes them as lone surrogates.
        replace(path, json.dumps({"first": self.first, "paths": self.paths}).encode("ascii"))


def read_unfinished(path: Path) -> Unfinished | None:
    """What an interrupted add was asked for; None when there was none or nobody can tell."""
    try:
        fields = json.loads(path.read_bytes())
        return Unfinished(tuple(map(str, fields["paths"])), int(fields["first"]))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError):
        # Not written by `write`. It only saves logging a file twice: start afresh.
        return None


def remove_unfinished(path: Path) -> None:
    """The add has come to its end."""
    path.unlink(missing_ok=True)
    sync_folder(path.parent)


def absolute(paths: Sequence[Path]) -> tuple[str, ...]:
    """The paths as they are compared, whatever folder the user stands in."""
    return tuple(os.path.abspath(path) for path in paths)  # noqa: PTH100 (resolve follows links)
