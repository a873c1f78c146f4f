"""Protected strings: found in texts in every disguise, taken out of them, and looked for in all that is to leave.

In: `Protected` strings (names, places of origin, kin, numbers, addresses, minutes, words) and texts, or a folder that
is to leave. Out: `Hit`s with their spans (`Matcher.find`), a text without them (`redact`), an `Audit` of a folder
(`attack`). Messages and results name a protected string by its key and never repeat it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sijil.redaction.matcher import Matcher
from sijil.redaction.protected import KINDS, Hit, Protected
from sijil.redaction.redacting import MARKS, Redacted, redact

if TYPE_CHECKING:
    from sijil.redaction.auditing import Audit, Leak, attack

_ATTACKING = ("Audit", "Leak", "attack")

__all__ = ["KINDS", "MARKS", "Audit", "Hit", "Leak", "Matcher", "Protected", "Redacted", "attack", "redact"]


def __getattr__(name: str) -> Any:
    """What starts readers is imported when it is first asked for."""
    if name in _ATTACKING:
        return getattr(import_module(f"{__name__}.auditing"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
