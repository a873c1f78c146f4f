"""The few things this room asks of lxml, with types; XML that is data only.

Entities are never resolved and nothing is fetched. A document type declaration is an error: text
behind an entity would be lost without a word (reference on custody and reading, section 7).
"""

import re
from collections.abc import Callable, Iterator
from typing import IO, Protocol

from lxml import etree, html  # type: ignore[import-untyped]  # lxml ships no types

_PROLOG_BYTES = 1 << 16
_PLAIN_ENCODINGS = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|iso-8859-\d+|windows-125\d", re.IGNORECASE
)
_BEFORE_ROOT = re.compile(r"\s*(?:(?:<\?.*?\?>|<!--.*?-->)\s*)*", re.DOTALL)
_DECLARED = re.compile(r"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)", re.IGNORECASE)


class Element(Protocol):
    """An element as lxml has it. `tag` is no text for comments and processing instructions."""

    tag: object
    text: str | None
    tail: str | None

    def get(self, key: str, default: str | None = None) -> str | None:
        """The value of an attribute."""

    def items(self) -> list[tuple[str, str]]:
        """All attributes."""

    def iter(self, *tags: str) -> "Iterator[Element]":
        """This element and all beneath it, in document order."""

    def itertext(self) -> Iterator[str]:
        """Every text beneath it."""

    def getparent(self) -> "Element | None":
        """The element around it."""

    def __iter__(self) -> "Iterator[Element]":
        """Its children."""

    def __len__(self) -> int:
        """How many children it has."""


class HostileXml(ValueError):
    """The XML declares a document type, or an encoding that could hide one."""


def parse_xml(data: bytes) -> Element:
    """The root of a whole XML part. Raises `HostileXml`, or `SyntaxError` when it is not well formed."""
    refuse_doctype(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    root: Element = etree.fromstring(data, parser)
    if etree.ElementTree(root).docinfo.doctype:
        raise HostileXml("it declares a document type")
    return root


def refuse_doctype(start: bytes) -> None:
    """Raise `HostileXml` if the XML that begins so declares a document type before its root element."""
    text = _as_text(start[:_PROLOG_BYTES])
    declared = _DECLARED.match(text)
    if declared and not _PLAIN_ENCODINGS.fullmatch(declared[1]):
        raise HostileXml(f"it is written in {declared[1]}")
    prolog = _BEFORE_ROOT.match(text)
    rest = text[prolog.end() if prolog else 0 :]
    if rest.startswith(("<!", "<?")) or (not rest and len(start) >= _PROLOG_BYTES):
        raise HostileXml("it declares a document type")


def refuse_doctype_in(stream: IO[bytes]) -> None:
    """The same for an open stream; reads its beginning only."""
    refuse_doctype(stream.read(_PROLOG_BYTES))


def _as_text(start: bytes) -> str:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", "replace")
    if start.startswith(b"<\x00"):
        return start.decode("utf-16-le", "replace")
    if start.startswith(b"\x00<"):
        return start.decode("utf-16-be", "replace")
    return start.decode("latin-1").removeprefix("ï»¿")


def finished(stream: IO[bytes], *names: str) -> Iterator[Element]:
    """Each element of these names, whatever its namespace, as soon as it is complete; then it is thrown away.

    Holds one element in memory at a time. Raises `SyntaxError` where the XML is not well formed.
    """
    wanted = [f"{{*}}{name}" for name in names]
    walk = etree.iterparse(
        stream,
        events=("end",),
        tag=wanted,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
    )
    for _, element in walk:
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def parse_html(text: str) -> tuple[Element | None, bool]:
    """The root of an HTML page, None for a page without any element, and whether the parser gave up on depth.

    When it gave up, all text beyond that depth is missing from the tree.
    """
    parser = html.HTMLParser(huge_tree=True, remove_pis=True, encoding="utf-8")
    try:
        root: Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        root = None
    return root, any("depth" in entry.message for entry in parser.error_log)


def steps(root: Element) -> Iterator[tuple[str, Element, Callable[[], None]]]:
    """Walk a tree without recursion: `start` and `end` of each element; the third value skips what is inside."""
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if isinstance(element.tag, str):
            yield event, element, walk.skip_subtree
        elif event == "start":
            yield "comment", element, walk.skip_subtree


def comments_of(text: str) -> Iterator[str]:
    """The contents of the comments at the head of a page, where browsers note where they saved it from."""
    for found in re.finditer(r"<!--(.*?)-->", text[:20_000], re.DOTALL):
        yield found[1]


def words(names: str) -> frozenset[str]:
    """A set of element names written with spaces between."""
    return frozenset(names.split())


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """The value of an attribute whatever its namespace; empty when absent."""
    plain = element.get(name)
    if plain is not None:
        return plain
    for key, value in element.items():
        if key.rpartition("}")[2] == name:
            return value
    return ""


def child(element: Element, *names: str) -> Element | None:
    """Go down through the first child of each name."""
    at: Element | None = element
    for name in names:
        at = next((inner for inner in at if local(inner) == name), None) if at is not None else None
    return at


def descendants(element: Element, name: str) -> Iterator[Element]:
    """Every element of that name beneath, whatever its namespace."""
    return (inner for inner in element.iter() if local(inner) == name)
