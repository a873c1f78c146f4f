"""Items as people name them: by SHA-256, its beginning, or the name they were received under."""

from collections.abc import Sequence

from sijil.errors import EvidenceError
from sijil.store.models import Item


def items_named(said: Sequence[str]) -> list[Item]:
    """The items of SHA-256s, their beginnings (8 digits at least) or names, each once.

    Raises `EvidenceError` for what names none, more than one, or one that was removed.
    """
    found: dict[int, Item] = {}
    for one in said:
        hits = list(Item.objects.filter(part="", sha256__startswith=one.lower())[:2]) if len(one) >= 8 else []
        hits = hits or list(Item.objects.filter(part="", name=one)[:2])
        if len(hits) != 1:
            what = "names more than one item" if hits else "names no item of this case"
            raise EvidenceError(what, where=one, remedy="give its SHA-256, as the report prints it")
        if hits[0].outcome == "removed":
            raise EvidenceError("was removed; nothing of it is left", where=one)
        found[hits[0].id] = hits[0]
    return list(found.values())
