"""Whether a report on disk says what its case says: every file, every figure on the page, every quote."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One place where a report does not say what the case says."""

    where: str
    what: str
    remedy: str = "make the report anew with `sijil report`, and ask who changed it"

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class PageFigure:
    """A number on the page: which figure, which bound, what is printed, where it leads."""

    figure: str
    bound: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class PageQuote:
    """A quote on the page."""

    sha256: str
    start: int
    end: int
    text: str


def compare(folder: Path, files: dict[str, str]) -> Iterator[Disagreement]:
    """Compare the files of a report with those the case gives now; name each figure and quote that differs."""
    for name in sorted(files):
        path = folder / name
        if not path.is_file():
            yield Disagreement(str(path), "is missing")
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        if text == files[name]:
            continue
        found = list(_differences(path, text, files[name]))
        yield from found or [
            Disagreement(str(path), "differs from what the case gives, outside figures and quotes")
        ]


def _differences(path: Path, text: str, expected: str) -> Iterator[Disagreement]:
    if path.name == "figures.json":
        yield from _figures_differ(path, text, expected)
    elif path.suffix == ".html":
        yield from _page_differs(path, text, expected)


def _figures_differ(path: Path, text: str, expected: str) -> Iterator[Disagreement]:
    try:
        said = {f["id"]: f for f in json.loads(text)["figures"]}
    except (ValueError, KeyError, TypeError):
        yield Disagreement(str(path), "is not a list of figures any more")
        return
    true = {f["id"]: f for f in json.loads(expected)["figures"]}
    for key in sorted(said.keys() | true.keys()):
        if said.get(key) != true.get(key):
            yield Disagreement(
                f"{path.name}: {key}",
                f"says {_bounds(said.get(key))}, the case gives {_bounds(true.get(key))}",
            )


def _bounds(figure: dict[str, Any] | None) -> str:
    return (
        "nothing" if figure is None else f"low {figure['low']}, best {figure['best']}, high {figure['high']}"
    )


def _page_differs(path: Path, text: str, expected: str) -> Iterator[Disagreement]:
    page, true = Page.parse(text), Page.parse(expected)
    for index, (ours, theirs) in enumerate(zip(page.figures, true.figures, strict=False)):
        if ours != theirs:
            where = f"{path.name}: {theirs.figure} ({theirs.bound}, number {index + 1} on the page)"
            yield Disagreement(where, f"prints {ours.text!r}, the case gives {theirs.text!r}")
    if len(page.figures) != len(true.figures):
        yield Disagreement(
            path.name, f"prints {len(page.figures)} figures, the case gives {len(true.figures)}"
        )
    for quote in page.quotes:
        if quote not in true.quote_set:
            where = f"{path.name}: quote {quote.start}–{quote.end} of {quote.sha256[:16]}…"
            yield Disagreement(where, "is not what stands there in the file")


class Page(HTMLParser):
    """The figures and quotes of a report page, as a browser would see their text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.figures: list[PageFigure] = []
        self.quotes: list[PageQuote] = []
        self.anchors: set[str] = set()
        self._open: list[tuple[str, dict[str, str], list[str]]] = []

    @classmethod
    def parse(cls, text: str) -> "Page":
        """Read a page."""
        page = cls()
        page.feed(text)
        page.close()
        return page

    @property
    def quote_set(self) -> set[PageQuote]:
        """The quotes, for looking up."""
        return set(self.quotes)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.anchors.add(values["id"])
        if tag in ("a", "q") and ("data-figure" in values or "data-sha256" in values):
            self._open.append((tag, values, []))

    def handle_data(self, data: str) -> None:
        """Take text to every open element."""
        for _, _, text in self._open:
            text.append(data)

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if not self._open or self._open[-1][0] != tag:
            return
        _, values, parts = self._open.pop()
        text = "".join(parts)
        if tag == "a":
            self.figures.append(
                PageFigure(
                    values["data-figure"], values.get("data-bound", ""), text.strip(), values.get("href", "")
                )
            )
        else:
            start, end = int(values["data-start"]), int(values["data-end"])
            self.quotes.append(PageQuote(values["data-sha256"], start, end, text))
