"""The units that are parsed: what one voice says in one sentence.

A quotation of speech is a unit of its own, apart from the words that say who speaks. Words put in
quotation marks inside a sentence ("so-called 'remnants'") stay where they are.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from sijil.extraction.chunks import Parsed, parse
from sijil.extraction.lexicon import Lexicon
from sijil.extraction.segments import Document, Quotation, Sentence
from sijil.extraction.tagger import Tagger
from sijil.extraction.tokens import Token, tokens


@dataclass(slots=True)
class Unit:
    """Characters `start` to `end` of sentence number `sentence`; inside `quotation`, if it is speech."""

    number: int
    start: int
    end: int
    sentence: int
    quotation: Quotation | None
    text: str
    parsed: Parsed | None = None
    _words: list[Token] | None = None

    @property
    def words(self) -> list[Token]:
        """The tokens of the unit, made when first asked for."""
        if self._words is None:
            self._words = tokens(self.text, self.start, self.end)
        return self._words

    def forget(self) -> None:
        """Give back the memory of tokens and chunks; they are made again when asked for."""
        self.parsed = self._words = None


@dataclass
class Units:
    """All units of a document in order, parsed when first asked for."""

    document: Document
    lexicon: Lexicon
    tagger: Tagger

    @cached_property
    def speech(self) -> list[Quotation]:
        """The quotations in which somebody speaks."""
        return [one for one in self.document.outer_quotations if self._is_speech(one)]

    @cached_property
    def all(self) -> list[Unit]:
        """The units in reading order."""
        found: list[Unit] = []
        starts = [one.start for one in self.speech]
        for number, sentence in enumerate(self.document.sentences):
            if self.document.paragraphs[sentence.paragraph].heading:
                continue
            for start, end, quotation in self._pieces(sentence, starts):
                if any(map(str.isalnum, self.document.text[start:end])):
                    found.append(Unit(len(found), start, end, number, quotation, self.document.text))
        return found

    def by_paragraph(self) -> Iterator[list[Unit]]:
        """The units of each paragraph that has any."""
        yield from (
            list(some)
            for _, some in groupby(self.all, lambda unit: self.document.sentences[unit.sentence].paragraph)
        )

    def keep(self, wanted: Callable[[Unit], bool]) -> None:
        """Leave out the units that are not wanted, and number the others anew."""
        kept = [unit for unit in self.all if wanted(unit)]
        for number, unit in enumerate(kept):
            unit.number = number
        self.all[:] = kept

    def parsed(self, unit: Unit) -> Parsed:
        """The unit's tokens, tags and chunks."""
        if unit.parsed is None:
            unit.parsed = parse(unit.words, self.tagger)
        return unit.parsed

    def speech_near(self, unit: Unit) -> list[Quotation]:
        """The quotations of speech that touch the unit's sentence or end right before it."""
        sentence = self.document.sentences[unit.sentence]
        first = bisect_left(self._ends, sentence.start - 4)
        found = []
        while first < len(self.speech) and self.speech[first].start < sentence.end:
            found.append(self.speech[first])
            first += 1
        return found

    @cached_property
    def _ends(self) -> list[int]:
        return [quotation.end for quotation in self.speech]

    def _pieces(self, sentence: Sentence, starts: list[int]) -> list[tuple[int, int, Quotation | None]]:
        found: list[tuple[int, int, Quotation | None]] = []
        at = sentence.start
        index = max(0, bisect_left(starts, sentence.start) - 1)
        while index < len(self.speech) and self.speech[index].start < sentence.end:
            quotation = self.speech[index]
            start, end = max(quotation.start, sentence.start), min(quotation.end, sentence.end)
            if start < end:
                found += [(at, start - 1, None), (start, end, quotation)]
                at = end + 1
            index += 1
        found.append((at, sentence.end, None))
        return [(start, end, quotation) for start, end, quotation in found if start < end]

    def _is_speech(self, quotation: Quotation) -> bool:
        text = self.document.text
        if quotation.continued:
            return True
        paragraph = self.document.paragraphs[quotation.paragraph]
        before = text[paragraph.start : quotation.start - 1].rstrip()
        if len(re.findall(r"\w+", text[quotation.start : quotation.end][:80])) < 2:
            return False
        if not before or before[-1] in ",:;.!?—–\"'”’»":
            return text[quotation.end - 1] in ",.!?…-—–;" or quotation.end - quotation.start > 60
        return self._introduced(before) and text[quotation.start].isupper()

    def _introduced(self, before: str) -> bool:
        """Does a verb of saying stand right before the quotation?"""
        last = before.rsplit(None, 1)[-1].casefold()
        bases = {base for base, _ in self.lexicon.verb_forms.get(last, ())}
        return bool(
            bases & (self.lexicon["verbs.say"] | self.lexicon["verbs.claim"] | self.lexicon["verbs.utter"])
        )


def units(document: Document, lexicon: Lexicon) -> Units:
    """The units of a document."""
    common = frozenset(re.findall(r"(?<![\w'’-])[a-z][a-z'’-]+", document.text))
    return Units(document, lexicon, Tagger(lexicon, common))
