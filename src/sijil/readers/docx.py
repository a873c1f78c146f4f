"""Word documents: the body in reading order, every other voice as a text of its own."""

from collections.abc import Iterable

from sijil.readers.docx_text import Notes, Story, signed
from sijil.readers.draft import Draft, Source
from sijil.readers.media_type import WORD
from sijil.readers.office import read_office
from sijil.readers.package import Package, Relation
from sijil.readers.reading import Reading
from sijil.readers.xml_tree import Element, attribute, child, local

VERSION = "1"
_NOTE_PARTS = (("footnotes", "footnote"), ("endnotes", "endnote"))


def read(source: Source) -> Reading:
    """Renditions: `text`, and where there are any `headers`, `footers`, `footnotes`, `endnotes`, `comments`,
    `deleted text`.

    Inserted text stands in the body; deleted text and comments carry who and when in their line.
    """
    return read_office(source.file, source.limits)


def read_word(package: Package, main: str) -> Reading:
    """The same from an open package whose document is the part `main`."""
    draft = Draft("docx", VERSION, WORD)
    package.properties(draft)
    notes = Notes(_hidden_styles(package, main))
    relations = package.relations(main)
    body = Story(notes)
    root = package.xml(main)
    inside = child(root, "body")
    body.blocks(root if inside is None else inside)
    draft.add("text", body.text())
    _other_voices(package, relations, notes, draft)
    _say_what_is_special(relations, notes, draft)
    package.state_damage(draft)
    return draft.done()


def _other_voices(package: Package, relations: list[Relation], notes: Notes, draft: Draft) -> None:
    for kind in ("header", "footer"):
        texts = (_part_text(package, part, notes) for part in _parts(relations, kind))
        _add(draft, f"{kind}s", _unique(texts))
    for kind, entry in _NOTE_PARTS:
        for part in _parts(relations, kind):
            _add(draft, kind, _note_lines(package.inside(part), entry, notes))
    for part in _parts(relations, "comments"):
        _add(draft, "comments", _comment_lines(package.inside(part), notes))
    _add(draft, "deleted text", notes.deleted)


def _parts(relations: list[Relation], kind: str) -> list[str]:
    return [relation.target for relation in relations if relation.kind == kind and not relation.external]


def _add(draft: Draft, part: str, lines: Iterable[str]) -> None:
    text = "\n".join(line for line in lines if line.strip())
    if text:
        draft.add(part, text)


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _part_text(package: Package, part: str, notes: Notes) -> str:
    story = Story(notes)
    story.blocks(package.inside(part))
    return story.text()


def _note_lines(inside: list[Element], entry: str, notes: Notes) -> list[str]:
    """One text per note; the separators that Word keeps among them are none."""
    lines = []
    for note in inside:
        if local(note) == entry and attribute(note, "type") in ("", "normal"):
            story = Story(notes)
            story.blocks(note)
            lines.append(story.text().strip())
    return lines


def _comment_lines(inside: list[Element], notes: Notes) -> list[str]:
    lines = []
    for comment in inside:
        if local(comment) == "comment":
            story = Story(notes)
            story.blocks(comment)
            lines.append(signed(comment, story.text().strip()))
    return lines


def _hidden_styles(package: Package, main: str) -> frozenset[str]:
    """Styles that make text invisible."""
    hidden = set()
    for relation in package.relations(main):
        if relation.kind == "styles" and package.has(relation.target):
            for style in package.inside(relation.target):
                if child(style, "rPr", "vanish") is not None:
                    hidden.add(attribute(style, "styleId"))
    return frozenset(hidden)


def _say_what_is_special(relations: list[Relation], notes: Notes, draft: Draft) -> None:
    if notes.hidden_runs:
        draft.say("hidden_text", f"{notes.hidden_runs} stretches of hidden text are included")
    if notes.inserted or notes.deleted:
        draft.say(
            "tracked_changes", f"{notes.inserted} insertions (in the text), {len(notes.deleted)} deletions"
        )
    if notes.symbols:
        draft.say("symbols", f"{notes.symbols} symbols of a picture font")
    pictures = len(_parts(relations, "image"))
    if pictures:
        draft.say("pictures", f"{pictures} pictures inside are not read")
    inside = len(_parts(relations, "package") + _parts(relations, "oleObject"))
    if inside:
        draft.miss(f"{inside} files embedded in it are not read", "open it, save them and add them")
    if notes.inserted_documents:
        draft.miss(
            f"{notes.inserted_documents} documents inserted into it are not read", "open it and save it anew"
        )
    if not draft.has_text():
        draft.miss("no text in it" + (": only pictures" if pictures else ""), "add the pictures as images")


def warm() -> None:
    """Import what reading needs before any child is forked."""
    import lxml.etree  # type: ignore[import-untyped]  # noqa: F401  # lxml ships no types
