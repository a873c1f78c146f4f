"""Trying the passwords that were given, and saying so when none fits."""

from collections.abc import Callable
from typing import TypeVar

from sijil.readers.draft import refused

_T = TypeVar("_T")


def no_password_fits(count: int) -> str:
    """Why a locked file or member stays closed."""
    if not count:
        return "locked with a password"
    return (
        "the password given does not open it"
        if count == 1
        else f"none of the {count} passwords given opens it"
    )


REMEDY = "give its password with --password-file"


def try_passwords(passwords: tuple[str, ...], attempt: Callable[[str], _T | None]) -> _T:
    """What `attempt` gives for the first password that fits. Raises the outcome `refused` when none does."""
    for password in passwords:
        opened = attempt(password)
        if opened is not None:
            return opened
    raise refused(no_password_fits(len(passwords)), REMEDY)
