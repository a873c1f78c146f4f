"""Names of people as written, and the forms in which two spellings of one script are the same.

In: a name as written, in Arabic or Latin letters. Out: its parts and its exact key, under which only
spelling differences that carry no meaning vanish; whether it names anybody at all. Keys that cross
scripts are not built yet: `exact_key` never joins an Arabic name to a Latin one.
"""

from sijil.names.exact import exact_key, name_parts
from sijil.names.unnamed import is_unnamed

__all__ = ["exact_key", "is_unnamed", "name_parts"]
