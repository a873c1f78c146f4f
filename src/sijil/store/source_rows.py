"""Who says it, as rows: documents, and the people and bodies who speak in them.

Independence (method rule 8): a body is one source wherever it is quoted; a named person likewise; what
nobody is named for belongs to the document. People who speak are protected from the start.
"""

from collections.abc import Mapping
from typing import Any

from sijil.names import exact_key
from sijil.store.models import Item, Source
from sijil.store.runs import content_key
from sijil.store.settings_file import CaseToml
from sijil.text import norm

PEOPLE = ("witness", "hearsay")
BODIES = ("organisation", "official")
OWN = ("kind", "name", "independence_group", "protect")
"""What `case.toml` may change later about a document or list as a source."""
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


def independence_groups(settings: CaseToml) -> dict[str, str]:
    """The independence group of each source that `case.toml` names, by its folded name."""
    tables = [*settings.lists.values(), *settings.documents.values()]
    named = {_called(str(table["source"])): table for table in tables if table.get("source")}
    return {
        name: str(table.get("independence_group") or content_key("s", "document", norm(str(table["source"]))))
        for name, table in named.items()
    }


def apply_groups(settings: CaseToml) -> None:
    """Give every body quoted anywhere the independence group that `case.toml` now gives its name."""
    groups = independence_groups(settings)
    for source in Source.objects.filter(kind__in=BODIES).exclude(origin=None):
        group = groups.get(_called(source.name), source.key)
        if source.independence_group != group:
            Source.objects.filter(key=source.key).update(independence_group=group)


def speaker_of(document: Source, body: Mapping[str, Any], groups: Mapping[str, str]) -> Source:
    """The source of a claim: whoever speaks in the document, or the document itself.

    A body that is itself the source of another document or list of the case (`groups`) is one source with it.
    """
    said = body.get("source") or {}
    kind, who = str(said.get("type") or "unnamed"), str(said.get("who") or "")
    own = _called(who) == _called(document.name)
    if kind == "narrative" or (kind == "unnamed" and not who) or (kind in BODIES and own):
        return document
    if kind in PEOPLE and who:
        key = content_key("s", "person", exact_key(who) or norm(who))
        return _source(key, kind=kind, name=who, independence_group=key, origin=document, protect=True)
    if kind in BODIES and who:
        key = content_key("s", "body", _called(who))
        group = groups.get(_called(who), key)
        protect = _may_be_a_person(who) and _called(who) not in groups
        return _source(key, kind=kind, name=who, independence_group=group, origin=document, protect=protect)
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


def _called(name: str) -> str:
    """A source's name as it is compared: folded, without the article and without titles or ranks."""
    return norm(exact_key(name) or name).removeprefix("the ")


def _may_be_a_person(name: str) -> bool:
    """One word that is no acronym may be somebody's given name, whatever it was taken for: then nobody sees it."""
    words = name.removeprefix("the ").removeprefix("The ").split()
    return len(words) == 1 and not (words[0].isupper() and words[0].isascii())


def _source(key: str, **values: Any) -> Source:
    source, made = Source.objects.get_or_create(key=key, defaults=values)
    changed = {
        name: value for name, value in values.items() if name in OWN and getattr(source, name) != value
    }
    if not made and changed and source.origin is None:
        Source.objects.filter(key=key).update(**changed)
        source.refresh_from_db()
    return source
