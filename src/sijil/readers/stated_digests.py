"""Digests that an archive states of its own files: web archives (WACZ) and BagIt bags inside a ZIP.

They are worked out while the members are unpacked, and compared at the end. Whoever can alter a file can alter
the list as well: digests that hold show that nothing was damaged, not that nothing was forged.
Sources: WACZ 1.0.0 and 1.1.1 (`datapackage.json`, `datapackage-digest.json`); RFC 8493 (payload manifests).
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from sijil.readers.draft import Draft

FACT = "stated_digests"
BAG_FACT = "bag"
BAG = "a BagIt bag; unpack it and add the folder, which checks the bag by every rule"
AS_STATED = "all files are what the archive states"
NOT_AS_STATED = "not what the archive states"
LIST_AS_STATED = "the list of digests is what its own digest states"
NOT_CHECKED = "signed, signature not checked"
_PACKAGE, _DIGEST = "datapackage.json", "datapackage-digest.json"
_MANIFEST = re.compile(r"manifest-(md5|sha1|sha224|sha256|sha384|sha512)\.txt")
_LINE = re.compile(r"([0-9A-Fa-f]{32,128})[ \t]+\*?(?:\./)?(.+)")
_ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
_MOST_LIST_BYTES = 64 << 20
_MOST_NAMED = 20
_ASK_AGAIN = "ask for the archive again and compare the two"

_Stated = dict[str, tuple[str, str]]
"""By path: the algorithm and the digest in hexadecimal."""


@dataclass(slots=True)
class Digests:
    """Works out the digests of members as they pass, and holds the lists among them."""

    folder: str
    lists: frozenset[str]
    algorithms: tuple[str, ...]
    found: dict[tuple[str, str], str] = field(default_factory=dict)
    held: dict[str, bytes] = field(default_factory=dict)

    def watch(self, name: str, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """The same chunks; the digests are kept once the last has passed."""
        hashes = {algorithm: hashlib.new(algorithm, usedforsecurity=False) for algorithm in self.algorithms}
        held, size = [], 0
        for chunk in chunks:
            for hashing in hashes.values():
                hashing.update(chunk)
            size += len(chunk)
            if name in self.lists and size <= _MOST_LIST_BYTES:
                held.append(chunk)
            yield chunk
        for algorithm, hashing in hashes.items():
            # Two members of one name: neither may vouch for the other.
            alone = (name, algorithm) not in self.found
            self.found[name, algorithm] = hashing.hexdigest() if alone else ""
        if name in self.lists and size <= _MOST_LIST_BYTES:
            self.held[name] = b"".join(held)

    def say(self, draft: Draft) -> None:
        """Compare, and put what came out into the draft: a fact, and what is missing where they differ."""
        if self.lists & {_PACKAGE}:
            self._say_web_archive(draft)
        else:
            draft.say(BAG_FACT, BAG)
            stated: list[_Stated] = [self._manifest(name) for name in sorted(self.lists)]
            self._say(draft, stated, [])

    def _say_web_archive(self, draft: Draft) -> None:
        package = _json(self.held.get(_PACKAGE, b""))
        for key in ("title", "created", "software"):
            if isinstance(package.get(key), str):
                draft.say(key, package[key])
        digest = _json(self.held.get(_DIGEST, b""))
        clauses: list[str] = []
        stated = [_resources(package)]
        if digest:
            own = _digest(digest.get("hash"), "sha256")
            stated.append({_PACKAGE: own} if own else {})
            clauses = [LIST_AS_STATED] if own and self._holds(_PACKAGE, own) else []
            clauses += [NOT_CHECKED] if "signedData" in digest else []
        self._say(draft, stated, clauses)

    def _say(self, draft: Draft, stated: list[_Stated], clauses: list[str]) -> None:
        pairs = [(path, digest) for entries in stated for path, digest in entries.items()]
        wrong = list(dict.fromkeys(path for path, digest in pairs if not self._holds(path, digest)))
        if not pairs:
            draft.say(FACT, "none")
            return
        if wrong:
            more = f" and {len(wrong) - _MOST_NAMED} more" if len(wrong) > _MOST_NAMED else ""
            names = ", ".join(wrong[:_MOST_NAMED]) + more
            draft.miss(f"{NOT_AS_STATED}: {names}", _ASK_AGAIN)
            clauses = [f"{NOT_AS_STATED} ({names})", *clauses]
        else:
            clauses = [f"{AS_STATED} ({len(stated[0])})", *clauses]
        draft.say(FACT, "; ".join(clauses))

    def _holds(self, path: str, digest: tuple[str, str]) -> bool:
        return self.found.get((self.folder + path, digest[0])) == digest[1]

    def _manifest(self, name: str) -> _Stated:
        algorithm = name.rpartition("manifest-")[2].removesuffix(".txt")
        lines = self.held.get(name, b"").decode("utf-8", "replace").splitlines()
        found = (_LINE.fullmatch(line) for line in lines)
        return {_decoded(match[2]): (algorithm, match[1].lower()) for match in found if match}


def digests_of(names: Iterable[str], archive: str) -> Digests | None:
    """What to work out for the ZIP called `archive` with members of these names; None where it states no digests."""
    known = set(names)
    if _PACKAGE in known and (
        archive.lower().endswith(".wacz") or any(n.startswith("archive/") for n in known)
    ):
        return Digests("", frozenset({_PACKAGE, _DIGEST}), ("sha256", "md5", "sha224"))
    folder = bag_folder(known)
    if folder is None:
        return None
    manifests = {name: _MANIFEST.fullmatch(name.removeprefix(folder)) for name in known}
    lists = {name: match[1] for name, match in manifests.items() if match and name.startswith(folder)}
    return Digests(folder, frozenset(lists), tuple(sorted(set(lists.values()))))


def bag_folder(names: Iterable[str]) -> str | None:
    """Where among these members a BagIt bag lies (`""`, `"my bag/"`); None where there is none."""
    found = [name for name in names if PurePosixPath(name).name == "bagit.txt" and name.count("/") <= 1]
    return min(found, key=lambda name: (name.count("/"), name)).removesuffix("bagit.txt") if found else None


def _json(data: bytes) -> dict[str, object]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _resources(package: dict[str, object]) -> _Stated:
    """Paths with their digests, as both versions of the format write them."""
    resources, found = package.get("resources"), {}
    for entry in resources if isinstance(resources, list) else []:
        if not isinstance(entry, dict) or not isinstance(entry.get("path"), str):
            continue
        stats = entry.get("stats")
        older = stats.get("hash") if isinstance(stats, dict) else None
        digest = _digest(entry.get("hash", older), str(entry.get("hashing", "sha256")))
        if digest:
            found[entry["path"]] = digest
    return found


def _digest(stated: object, algorithm: str) -> tuple[str, str] | None:
    """`sha256:ab12…`, or the bare digits of an algorithm named elsewhere."""
    if not isinstance(stated, str):
        return None
    named, colon, digits = stated.rpartition(":")
    kind = (named if colon else algorithm).lower()
    return (kind, digits.lower()) if kind in _ALGORITHMS else None


def _decoded(path: str) -> str:
    """RFC 8493, 2.1.3: line feed, carriage return and percent are written %0A, %0D, %25."""
    signs = {"%0A": "\n", "%0D": "\r", "%25": "%"}
    return re.sub("%(?:0A|0D|25)", lambda match: signs[match[0].upper()], path, flags=re.IGNORECASE)
