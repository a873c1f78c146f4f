"""Tables of counts that may be published without giving a living person away, and the attack that proves it.

In: `Table`s of true counts over named dimensions, a threshold, what was published before. Out: `PublishedTable`s in
which each number is exact, rounded, merged with others or left out (`protect`), and what an attacker who knows all of
them can still narrow down (`narrowed`), by linear programming over all tables and releases together.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sijil.disclosure.tables import ALL, PublishedTable, Shown, Table

if TYPE_CHECKING:
    from sijil.disclosure.attacker import Narrowed, Question, narrowed
    from sijil.disclosure.protecting import Protected, protect

_COMPUTED = {
    "Narrowed": "attacker",
    "Question": "attacker",
    "narrowed": "attacker",
    "Protected": "protecting",
    "protect": "protecting",
}

__all__ = [
    "ALL",
    "Narrowed",
    "Protected",
    "PublishedTable",
    "Question",
    "Shown",
    "Table",
    "narrowed",
    "protect",
]


def __getattr__(name: str) -> Any:
    """What needs SciPy is imported when it is first asked for."""
    if name in _COMPUTED:
        return getattr(import_module(f"{__name__}.{_COMPUTED[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
