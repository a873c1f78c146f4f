"""Names of people as written, and what makes two spellings of one name alike, in either script.

In: a name as it stands in a cell or a sentence, in Arabic or Latin letters. Out: its parts (`parse_name`), its exact
key (`exact_key`, under which only differences without meaning vanish), keys under which tokens of both scripts meet
(`token_keys`: they propose, they never decide), how alike two names are and why (`compare_names`), and the names
most alike among many (`NameIndex`). Nothing is concluded from a name about anyone.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sijil.names.exact import exact_key, name_parts
from sijil.names.parts import Name, Part, parse_name
from sijil.names.sounds import one_byte, romanise, token_keys
from sijil.names.unnamed import is_unnamed

if TYPE_CHECKING:
    from sijil.names.comparing import NameScore, PartOutcome, compare_names
    from sijil.names.index import Match, NameIndex

_COMPARED = {
    "NameScore": "comparing",
    "PartOutcome": "comparing",
    "compare_names": "comparing",
    "Match": "index",
    "NameIndex": "index",
}

__all__ = [
    "Match",
    "Name",
    "NameIndex",
    "NameScore",
    "Part",
    "PartOutcome",
    "compare_names",
    "exact_key",
    "is_unnamed",
    "name_parts",
    "one_byte",
    "parse_name",
    "romanise",
    "token_keys",
]


def __getattr__(name: str) -> Any:
    """What needs NumPy is imported when it is first asked for: most verbs only ask for a key."""
    if name in _COMPARED:
        return getattr(import_module(f"{__name__}.{_COMPARED[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
