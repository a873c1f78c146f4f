"""Who says it, as rows: documents, and the people and bodies who speak in them.

Independence (method rule 8): a body is one source wherever it is quoted; a named person likewise; what
nobody is named for belongs to the document. People who speak are protected from the start.
"""

from collections.abc import Mapping
from typing import Any

from sijil.names import exact_key
from sijil.store.models import Item, Source
from sijil.store.runs import content_key
from sijil.text import norm

PEOPLE = ("witness", "hearsay")
BODIES = ("organisation", "official")
PROTECTED_DOCUMENTS = ("interview", "testimony", "statement")
"""Kinds of document whose author is a person who speaks."""


def document_source(item: Item, settings: Mapping[str, Any], *, kind: str) -> Source:
    """The source that a whole file is: named by the user, or by the file's own words about itself."""
    named = str(settings.get("source") or "")
    name = named or str(item.metadata.get("publisher") or item.metadata.get("site") or item.name)
    key = content_key("s", "document", norm(named)) if named else content_key("s", "document", item.sha256)
    kind = str(settings.get("kind") or kind)
    return _source(
        key,
        kind=kind,
        name=name,
        publisher=str(item.metadata.get("author") or ""),
        independence_group=str(settings.get("independence_group") or key),
        protect=bool(settings.get("protect", kind in PROTECTED_DOCUMENTS)),
    )


def speaker_of(document: Source, body: Mapping[str, Any]) -> Source:
    """The source of a claim: whoever speaks in the document, or the document itself."""
    said = body.get("source") or {}
    kind, who = str(said.get("type") or "unnamed"), str(said.get("who") or "")
    if kind == "narrative" or (kind == "unnamed" and not who):
        return document
    if kind in PEOPLE and who:
        key = content_key("s", "person", exact_key(who) or norm(who))
        return _source(key, kind=kind, name=who, independence_group=key, origin=document, protect=True)
    if kind in BODIES and who:
        key = content_key("s", "body", norm(who).removeprefix("the "))
        return _source(key, kind=kind, name=who, independence_group=key, origin=document, protect=False)
    key = content_key("s", kind, norm(who), document.key)
    protect = kind in PEOPLE
    return _source(
        key,
        kind=kind,
        name=who,
        independence_group=document.independence_group,
        origin=document,
        protect=protect,
    )


def _source(key: str, **values: Any) -> Source:
    source, _ = Source.objects.get_or_create(key=key, defaults=values)
    return source
