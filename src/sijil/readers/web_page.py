"""Saved web pages: the article's text, and what the page says of itself."""

import re
from html.parser import HTMLParser

from sijil.readers.decode import Decoded, decode
from sijil.readers.draft import Draft, Source, storable
from sijil.readers.page_facts import page_facts
from sijil.readers.page_text import HTML, SIMPLE, page_text
from sijil.readers.reading import Reading
from sijil.readers.xml_tree import Element, parse_html

VERSION = "1"
_DECLARED = re.compile(
    rb"<meta[^>]+?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)|<\?xml[^>]+encoding=[\"']([A-Za-z0-9_:.-]+)"
)
_HEAD_BYTES = 4096
_LONG_LINE = 80
_ENOUGH = 0.5
_ASIDE = re.compile(
    r"comment|disqus|related|recommend|cookie|consent|newsletter|promo|sidebar|share|footer|menu", re.I
)


def read(source: Source) -> Reading:
    """One rendition, `text`: the article by trafilatura, or all visible text when that leaves too much out.

    `extractor` in the metadata says which. A page whose text lies deeper than the parser goes is read
    by a simpler parser and so stated.
    """
    decoded = decode_page(source.all_bytes())
    draft = Draft("web_page", f"{VERSION} (trafilatura {_library_version()})", "text/html")
    draft.say("encoding", decoded.encoding + (" (guessed)" if decoded.guessed else ""))
    if decoded.damaged:
        draft.miss(decoded.statement())
    # A NUL ends the page for the parser: text after it would be lost.
    text = storable(decoded.text)
    root, cut = parse_html(text)
    if root is not None:
        page_facts(root, text, draft)
    body, extractor = _body(root, text, cut)
    draft.say("extractor", extractor)
    draft.add("text", body)
    if not body.strip():
        draft.miss("no text found in it")
    return draft.done()


def decode_page(data: bytes) -> Decoded:
    """Decode a page: by its mark, as UTF-8 if it is that, as it declares, or by its bytes."""
    declared = _DECLARED.search(data[:_HEAD_BYTES])
    name = (declared[1] or declared[2]).decode("ascii") if declared else ""
    # Browsers read pages that say Latin-1 as Windows-1252.
    western = name.lower().replace("_", "-") in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii")
    return decode(data, "windows-1252" if western else name)


def visible_text(markup: str) -> str:
    """All visible text of a page, for pages that are no article and for HTML mail."""
    root, cut = parse_html(storable(markup))
    return _body_of_any(root, markup, cut)


def article_text(markup: str) -> tuple[str, str]:
    """The article of a page, or all its visible text, and which of the two it is."""
    root, cut = parse_html(storable(markup))
    return _body(root, storable(markup), cut)


def _body(root: Element | None, text: str, cut: bool) -> tuple[str, str]:
    if root is None or cut:
        return _body_of_any(root, text, cut), "all text, by a simple parser: the markup is too deep or broken"
    visible = page_text(root, HTML)
    article = _article(text)
    if not article:
        return visible, "all visible text: no article recognised"
    if _covered(root, article) < _ENOUGH:
        return visible, "all visible text: the article recognised leaves much of the page out"
    return article, "article, by trafilatura"


def _body_of_any(root: Element | None, text: str, cut: bool) -> str:
    if root is None or cut:
        simple = _SimpleText()
        simple.feed(text)
        simple.close()
        return simple.text()
    return page_text(root, HTML)


def _article(text: str) -> str:
    import trafilatura

    found = trafilatura.bare_extraction(text, include_comments=False, include_tables=True, favor_recall=True)
    body = getattr(found, "body", None)
    return page_text(body, SIMPLE) if body is not None else ""


def _covered(root: Element, article: str) -> float:
    """The share of the page's long lines, asides apart, that are in the article; by letters."""
    there = _squeezed(article)
    lines = page_text(root, HTML, _is_aside).splitlines()
    long_lines = [_squeezed(line) for line in lines if len(line) >= _LONG_LINE]
    whole = sum(map(len, long_lines))
    return sum(len(line) for line in long_lines if line in there) / whole if whole else 1.0


def _squeezed(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _is_aside(element: Element) -> bool:
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in ("aside", "footer", "form") or (
        element.tag != "body" and bool(_ASIDE.search(marks))
    )


class _SimpleText(HTMLParser):
    """Text of markup of any depth: nothing is nested here, tags only break lines or hide what follows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style")
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style") and self._hidden:
            self._hidden -= 1
        self._break(tag)

    def _break(self, tag: str) -> None:
        if tag in HTML.blocks or tag == HTML.line_break:
            self._pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._pieces.append(" ".join(data.split("\n")))

    def text(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self._pieces).split("\n"))
        return "\n".join(line for line in lines if line)


def _library_version() -> str:
    import trafilatura

    return trafilatura.__version__


def warm() -> None:
    """Import what reading needs, and let trafilatura build its tables once, on pages of our own."""
    import charset_normalizer  # noqa: F401

    for sentences in (1, 30):
        body = "<p>" + "A sentence of our own making, said in the village. " * sentences + "</p>"
        _article(f"<html><body><article>{body}</article></body></html>")
