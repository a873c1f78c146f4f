"""What a saved page says of itself: title, author, date of publication, address.

Only what the page states outright is taken, and where it stood is said (`published_from`). No date
is ever guessed from an address, a footer or the text.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from sijil.readers.draft import Draft
from sijil.readers.xml_tree import Element, attribute, comments_of, descendants

_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "publish-date",
    "publishdate",
    "publish_date",
    "publication_date",
    "pubdate",
    "date",
)
"""Names of `meta` elements, in the order in which they are believed."""
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified")
_TITLE = ("og:title", "twitter:title", "dc.title", "title")
_AUTHOR = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")
_ARTICLE = re.compile(r"Article|Posting|Report$|WebPage$")
_YEAR = re.compile(r"\d{4}|[٠-٩]{4}")
_SAVED_FROM = re.compile(r"\s*saved from url=\(\d+\)(\S+)")
_SINGLE_FILE = re.compile(r"\s*Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\n]+)")
_MOST_SCRIPTS = 50


def page_facts(root: Element, text: str, draft: Draft) -> None:
    """Put title, author, published, modified and url into the metadata of `draft`."""
    meta = _meta(root)
    linked = list(_linked_data(root))
    _say_first(draft, "title", [*_of_meta(meta, _TITLE), *_titles(root)])
    _say_first(draft, "author", [*_linked_authors(linked), *_of_meta(meta, _AUTHOR)])
    _say_dates(draft, [*_linked(linked, "datePublished"), *_of_meta(meta, _PUBLISHED), *_times(root)])
    _say_first(draft, "modified", [*_linked(linked, "dateModified"), *_of_meta(meta, _MODIFIED)])
    _say_first(draft, "url", [*_addresses(root, meta)])
    _say_saved(draft, text)


def _say_first(draft: Draft, key: str, found: list[tuple[str, str]]) -> None:
    for value, _ in found:
        if value.strip() and not (key == "author" and value.startswith(("http:", "https:"))):
            draft.say(key, value)
            return


def _say_dates(draft: Draft, found: list[tuple[str, str]]) -> None:
    dated = [(value.strip(), where) for value, where in found if _YEAR.search(value)]
    if not dated:
        return
    draft.say("published", dated[0][0])
    draft.say("published_from", dated[0][1])
    others = [f"{value} ({where})" for value, where in dated[1:] if value[:10] != dated[0][0][:10]]
    draft.say("published_otherwise", "; ".join(others[:5]))


def _meta(root: Element) -> dict[str, str]:
    """The first content of each `meta` element, by its name, property or itemprop in lower case."""
    found: dict[str, str] = {}
    for element in descendants(root, "meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = element.get("content") or ""
        if name and content:
            found.setdefault(name, content)
    return found


def _of_meta(meta: dict[str, str], names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    return ((meta[name], f"meta {name}") for name in names if name in meta)


def _linked_data(root: Element) -> Iterator[dict[str, Any]]:
    """Every object of an article's kind in the page's JSON-LD; damaged scripts are passed over."""
    scripts = [script for script in descendants(root, "script") if "ld+json" in (script.get("type") or "")]
    for script in scripts[:_MOST_SCRIPTS]:
        try:
            content = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _articles(content)


def _articles(content: object) -> Iterator[dict[str, Any]]:
    entries = content if isinstance(content, list) else [content]
    for entry in entries:
        if not isinstance(entry, dict):
            continue
        graph = entry.get("@graph")
        if isinstance(graph, list):
            yield from (inner for inner in graph if isinstance(inner, dict) and _is_article(inner))
        elif _is_article(entry):
            yield entry


def _is_article(entry: dict[str, Any]) -> bool:
    kinds = entry.get("@type")
    return any(_ARTICLE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _linked(linked: list[dict[str, Any]], key: str) -> Iterator[tuple[str, str]]:
    # A page's own date counts after that of the article in it.
    ordered = sorted(linked, key=lambda entry: "WebPage" in str(entry.get("@type")))
    return ((entry[key], f"JSON-LD {key}") for entry in ordered if isinstance(entry.get(key), str))


def _linked_authors(linked: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for entry in linked:
        authors = entry.get("author")
        names = [_name(author) for author in (authors if isinstance(authors, list) else [authors])]
        if any(names):
            yield "; ".join(filter(None, names)), "JSON-LD author"


def _name(author: object) -> str:
    if isinstance(author, dict):
        author = author.get("name")
    return author if isinstance(author, str) else ""


def _titles(root: Element) -> Iterator[tuple[str, str]]:
    for name in ("h1", "title"):
        for element in descendants(root, name):
            text = " ".join("".join(element.itertext()).split())
            if text:
                yield text, name


def _times(root: Element) -> list[tuple[str, str]]:
    """Dates the page marks up as its own: `itemprop`, `pubdate`, or the only `time` of its article."""
    marked = [
        (element.get("datetime") or element.get("content") or "", "itemprop datePublished")
        for element in root.iter()
        if isinstance(element.tag, str) and (element.get("itemprop") or "").lower() == "datepublished"
    ]
    articles = list(descendants(root, "article"))
    times = [time for time in descendants(articles[0] if articles else root, "time") if time.get("datetime")]
    published = [
        (attribute(time, "datetime"), "time pubdate") for time in times if time.get("pubdate") is not None
    ]
    only = {attribute(time, "datetime")[:10] for time in times}
    single = [(attribute(times[0], "datetime"), "the only time element")] if len(only) == 1 else []
    return [*marked, *published, *single]


def _addresses(root: Element, meta: dict[str, str]) -> Iterator[tuple[str, str]]:
    for link in descendants(root, "link"):
        if "canonical" in (link.get("rel") or "").lower() and (link.get("href") or "").startswith("http"):
            yield attribute(link, "href"), "link canonical"
    if meta.get("og:url", "").startswith("http"):
        yield meta["og:url"], "meta og:url"


def _say_saved(draft: Draft, text: str) -> None:
    """Browsers note in a comment where they saved the page from."""
    for comment in comments_of(text):
        single = _SINGLE_FILE.match(comment)
        found = single or _SAVED_FROM.match(comment)
        if found:
            draft.say("saved_from", found[1])
        if single:
            draft.say("saved", single[2])
    if "url" not in draft.metadata:
        draft.say("url", draft.metadata.get("saved_from"))
