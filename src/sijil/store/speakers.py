"""People who speak, under the pseudonyms that everybody sees."""

from sijil.store.models import Source

PEOPLE_WHO_SPEAK = ("witness", "hearsay")
"""Kinds of source that are single people, shown by a pseudonym."""


def source_label(source: Source) -> str:
    """A source's name, or the pseudonym of a person who speaks."""
    if source.protect or source.kind in PEOPLE_WHO_SPEAK:
        return f"{source.kind.replace('_', ' ').capitalize()} {source.key[-6:].upper()}"
    return source.name or source.kind
