"""Single numbers in a text, before the words around them are heard."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sijil._numbers import grammar, rules
from sijil._spans import longest
from sijil._tables import ARABIC, comparable, table, without_ha
from sijil.text import Folded

_NO_BREAK = frozenset("\u00a0\u202f\u2009\u2007")
_REACH = 80


@dataclass(frozen=True, slots=True)
class Atom:
    """One number, `[start:end]` in the folded text; `vague` when a convention gives the value."""

    start: int
    end: int
    value: int
    vague: bool
    rule: str


def atoms(text: str, folded: Folded) -> list[Atom]:
    """The numbers of a text in order, not overlapping, the longest reading of each."""
    found = [*_vague(folded.text), *_spaced(text, folded)]
    found += [atom for language in ("en", "ar") for atom in _numerals(folded.text, language)]
    if re.search(f"[{ARABIC}]", folded.text):
        found += [
            Atom(*match.span("said"), 2, False, "dual") for match in rules.duals().finditer(folded.text)
        ]
    kept = longest(found, lambda atom: (atom.start, atom.end))
    return [atom for atom in kept if atom.value >= 0]


def _vague(folded: str) -> Iterator[Atom]:
    words, pattern = rules.vague_words()
    keyed = {without_ha(word): vague for word, vague in words.items()}
    for match in pattern.finditer(folded):
        vague = keyed[without_ha(match["said"])]
        start, end = match.span("said")
        before, after = folded[max(0, start - _REACH) : start], folded[end : end + _REACH]
        if vague.needs_after and not vague.needs_after.match(after):
            continue
        if vague.not_before and vague.not_before.search(before):
            continue
        if vague.not_after and vague.not_after.match(after):
            continue
        yield Atom(start, end, vague.value, True, vague.id)


def _spaced(text: str, folded: Folded) -> Iterator[Atom]:
    """1 034: one number where the blank does not break the line, else left out with the value -1."""
    for match in re.finditer(rf"{rules.LEFT}(?P<said>\d{{1,3}}(?: \d{{3}})+){rules.RIGHT}", folded.text):
        start, end = match.span("said")
        blanks = [text[folded.starts[i]] for i in range(start, end) if folded.text[i] == " "]
        whole = int(match["said"].replace(" ", "")) if _NO_BREAK.issuperset(blanks) else -1
        yield Atom(start, end, whole, False, "figures")


def _numerals(folded: str, language: str) -> Iterator[Atom]:
    if not re.search(r"\d|[a-z]" if language == "en" else f"[{ARABIC}]", folded):
        return
    for match in rules.numerals(language).finditer(folded):
        said, groups = match["said"], match.groupdict()
        if re.fullmatch(r"0\d+|\d{10,}", said):
            continue
        value = _dozens(said, groups) or grammar.value(said)
        if value is not None and _is_number(said, folded, *match.span("said")):
            yield Atom(*match.span("said"), value, False, "figures" if said[0].isdigit() else "words")


def _dozens(said: str, groups: dict[str, str | None]) -> int | None:
    twelve = int(table("vague_words")["collective"][0]["value"])
    if groups.get("half"):
        return twelve // 2
    if groups.get("dozens"):
        count = said.rsplit(" ", 1)[0]
        return twelve * (1 if count in ("a", "an") else grammar.value(count) or 1)
    if groups.get("two_dozen"):
        return 2 * twelve
    return twelve if groups.get("dozen") else None


def _is_number(said: str, folded: str, start: int, end: int) -> bool:
    """Whether "one" or واحد counts here, rather than standing for a pronoun or a set phrase."""
    before, after = folded[max(0, start - _REACH) : start], folded[end : end + _REACH]
    words, not_before, not_after = rules.small_words("one")
    if said in words:
        return not not_before.search(before) and not (not_after and not_after.match(after))
    words, not_before, _ = rules.small_words("wahid")
    if said not in words:
        return True
    if said in _ONE_OF:
        return False
    return re.search(f"[{ARABIC}]{{2,}} $", before) is not None and not not_before.search(before)


_ONE_OF = frozenset(map(comparable, ("أحد", "إحدى")))
"""One of several: no count of its own, and only the start of أحد عشر."""
