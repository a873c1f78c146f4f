"""`sijil verify RELEASE`: what a release proves by itself, and what its case proves of it."""

import hashlib
import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from sijil.custody import fingerprint
from sijil.custody.keys import case_keys
from sijil.custody.layout import Layout
from sijil.errors import ReportError
from sijil.report.public.again import made_again
from sijil.report.public.content import said
from sijil.report.public.data import from_parquet
from sijil.report.public.manifest import HOWTO, KEY, MANIFEST, OWN, SIGNATURE, is_signed_by, read_manifest
from sijil.report.public.tables import from_rows
from sijil.report.public.whole import PAGES
from sijil.report.words import Words
from sijil.steps.troubles import Trouble, Verified
from sijil.store.case import Case, open_case
from sijil.store.release_shelf import Shelf

REMEDY = "take the release anew from who published it, and ask who changed it"


def is_release(folder: Path) -> bool:
    """Whether a folder is that of a release."""
    return (folder / MANIFEST).is_file() and (folder / SIGNATURE).is_file()


def verify_release(folder: Path, case_folder: Path | None = None) -> Verified:
    """Check a release by itself and, where its case is named or stands around it, against the case.

    Raises `ReportError` where the manifest is none.
    """
    found = Verified()
    raw = _bytes(folder / MANIFEST)
    manifest = read_manifest(raw, str(folder / MANIFEST))
    key = _key(folder)
    found.troubles += [*_signature(folder, raw, key), *_files(folder, manifest), *_figures(folder)]
    case_folder = case_folder or _case_around(folder)
    if case_folder is not None:
        found.troubles += _against_case(folder, manifest, key, open_case(case_folder, lay_guards=False))
    else:
        what = "its case is not here: files, signature and figures were checked by themselves"
        found.troubles.append(Trouble("note", str(folder), what, "sijil verify RELEASE --case CASE"))
    name = f"release {manifest['number']}, {len(manifest['paths'])} files"
    found.summary = f"{name}, signed by the key with SHA-256 {fingerprint(key) if key else 'unreadable'}"
    return found


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReportError(f"cannot be read ({error.strerror})", where=str(path), remedy=REMEDY) from error


def _key(folder: Path) -> Ed25519PublicKey | None:
    try:
        key = load_pem_public_key(_bytes(folder / KEY))
    except (ValueError, ReportError):
        return None
    return key if isinstance(key, Ed25519PublicKey) else None


def _signature(folder: Path, raw: bytes, key: Ed25519PublicKey | None) -> Iterator[Trouble]:
    if key is None:
        yield Trouble("problem", KEY, "is no Ed25519 key: nothing says who signed", REMEDY)
    elif not is_signed_by(raw, _bytes(folder / SIGNATURE), key):
        yield Trouble("problem", MANIFEST, "is not what was signed", REMEDY)
    else:
        what = "the signature holds; whose key it is must be known from elsewhere"
        yield Trouble(
            "note", KEY, what, f"compare its SHA-256 with what the publisher names: {fingerprint(key)}"
        )


def _files(folder: Path, manifest: dict[str, Any]) -> Iterator[Trouble]:
    """Every file of the manifest is there as it was, and nothing else is."""
    for name, sha256 in manifest["paths"].items():
        path = folder / name
        if not path.is_file():
            yield Trouble("problem", name, "is missing", REMEDY)
        elif hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            yield Trouble("problem", name, "was changed after it was signed", REMEDY)
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir()}
    for name in sorted(there - set(manifest["paths"]) - set(OWN)):
        yield Trouble("problem", name, "is no part of the release", "take it away")
    for name in (HOWTO, KEY):
        if name not in there:
            yield Trouble("problem", name, "is missing", REMEDY)


def _figures(folder: Path) -> Iterator[Trouble]:
    """The numbers of the pages and of Parquet are those of tables.json."""
    try:
        rows = json.loads(_bytes(folder / "tables.json"))["tables"]
        tables = from_rows(rows)
        if from_parquet(folder / "tables.parquet") != rows:
            yield Trouble("problem", "tables.parquet", "does not hold the rows of tables.json", REMEDY)
    except (ReportError, ValueError, KeyError, TypeError) as error:
        yield Trouble("problem", "tables.json", f"cannot be read as tables ({error})", REMEDY)
        return
    for language, name in PAGES.items():
        words = Words(language)
        expected = {
            (f"{t.name}/{value}" if value else t.name, bound): said(shown, words)
            for t in tables
            for value, cell in t.cells.items()
            for bound, shown in cell.items()
        }
        page = _Page.parse((folder / name).read_text("utf-8", "replace")) if (folder / name).is_file() else {}
        for figure in sorted({*expected, *page}):
            if page.get(figure) != expected.get(figure):
                where = f"{name}: {figure[0]} ({figure[1]})"
                told = f"prints {page.get(figure)!r}, tables.json gives {expected.get(figure)!r}"
                yield Trouble("problem", where, told, REMEDY)


class _Page(HTMLParser):
    """The figures of a release's page, by figure and bound."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.figures: dict[tuple[str, str], str] = {}
        self._open: tuple[str, str] | None = None

    @classmethod
    def parse(cls, text: str) -> dict[tuple[str, str], str]:
        page = cls()
        page.feed(text)
        page.close()
        return page.figures

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "td" and "data-figure" in values:
            self._open = (values["data-figure"], values.get("data-bound", ""))
            self.figures[self._open] = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.figures[self._open] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self._open = None


def _case_around(folder: Path) -> Path | None:
    """The case in whose shelf a release stands."""
    home = folder.resolve().parent.parent
    return home if folder.resolve().parent.name == "releases" and (home / "case.toml").is_file() else None


def _against_case(
    folder: Path, manifest: dict[str, Any], key: Ed25519PublicKey | None, case: Case
) -> Iterator[Trouble]:
    """The log still holds what the release was made after, the key is one of the case, the shelf has the same."""
    told = manifest.get("custody") or {}
    entries = {entry.seq: entry.line_sha256 for entry in case.custody.entries()}
    if entries.get(int(told.get("entries") or 0)) != told.get("head"):
        yield Trouble(
            "problem", "custody/log.jsonl", f"entry {told.get('entries')} is not the one the release was made after",
            "ask who changed the log: sijil verify CASE",
        )  # fmt: skip
    if key is not None and not any(one == key for _, one in case_keys(Layout(case.folder)) if one):
        yield Trouble("note", KEY, "is no key that the case was sealed with", "sijil seal CASE lays it down")
    shelf, number = Shelf(case.folder), manifest["number"]
    if number not in shelf.numbers():
        yield Trouble("problem", f"releases/{number}", "is not on the shelf of the case", REMEDY)
        return
    if _bytes(shelf.release(number) / MANIFEST) != _bytes(folder / MANIFEST):
        yield Trouble(
            "problem", f"releases/{number}", "the case froze another release under this number", REMEDY
        )
    if shelf.inside(number)["digest"] != manifest.get("digest"):
        yield Trouble("problem", f"releases/{number}", "is not what was approved and frozen", REMEDY)
    yield from _made_anew(case, shelf, manifest)


def _made_anew(case: Case, shelf: Shelf, manifest: dict[str, Any]) -> Iterator[Trouble]:
    """Where the case stands as it did, the release is made again and must be the same to the byte."""
    number, files = manifest["number"], made_again(case, shelf, manifest["number"])
    if files is None:
        what = "the case has gone on since, so that it was not made again"
        yield Trouble("note", f"releases/{number}", what)
        return
    for name in sorted({*files, *manifest["paths"]}):
        if name not in files or hashlib.sha256(files[name]).hexdigest() != manifest["paths"].get(name):
            yield Trouble("problem", name, "made again from the case it is not the same", REMEDY)
