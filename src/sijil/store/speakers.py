"""People who speak, under the pseudonyms that everybody sees."""

import re
from collections.abc import Collection

from sijil.store import pseudonyms
from sijil.store.models import Source

PEOPLE_WHO_SPEAK = ("witness", "hearsay")
"""Kinds of source that are single people, shown by a pseudonym."""

_OF_A_SENDER = re.compile("g[0-9a-f]{16}")


def source_label(source: Source) -> str:
    """A source's name, or the pseudonym of a person who speaks."""
    if is_protected(source):
        return f"{source.kind.replace('_', ' ').capitalize()} {pseudonyms.pseudonym(source.key)}"
    return source.name or source.kind


def is_protected(source: Source) -> bool:
    """Whether a source is a person who stands under a pseudonym."""
    return source.protect or source.kind in PEOPLE_WHO_SPEAK


def shown_key(source: Source) -> str:
    """The key of a source as it may be shown: that of a person is made from the name, and is not."""
    return pseudonyms.keyed(source.key) if is_protected(source) else source.key


def shown_group(group: str, people: Collection[str]) -> str:
    """An independence group as it may be shown; that of a person, or made from a sender's name, is not."""
    return pseudonyms.keyed(group) if group in people or _OF_A_SENDER.fullmatch(group) else group
