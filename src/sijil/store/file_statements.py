"""What the photos and films of a case say of themselves, and where that does not go together."""

from collections import defaultdict

from sijil.media.statements import Conflict, Statement, conflicts, statements
from sijil.store.footage import Posts, confirmed, pictures


def statement_rows() -> dict[str, tuple[list[Statement], list[Conflict]]]:
    """For each photo and film by SHA-256: its statements, and their conflicts with each other, posts and copies."""
    items, heads, posts = pictures(), confirmed(), Posts.found().of
    times: dict[str, dict[str, str]] = defaultdict(dict)
    for item in items:
        if item.sha256 in heads and item.metadata.get("taken"):
            times[heads[item.sha256]][item.sha256] = str(item.metadata["taken"])
    found = {}
    for item in items:
        facts = {name: str(said) for name, said in item.metadata.items()}
        first = min((part.earliest for part in posts.get(item.sha256, ()) if part.earliest), default="")
        others = [said for key, said in times[heads.get(item.sha256, "")].items() if key != item.sha256]
        found[item.sha256] = statements(facts, first), conflicts(facts, first, others)
    return found
