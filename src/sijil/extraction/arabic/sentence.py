"""One Arabic sentence: its words, the numbers said in it, and phrases looked for in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sijil.extraction.arabic.tables import pattern, tables
from sijil.extraction.arabic.words import Word, words_of
from sijil.numbers import Count, find_counts, read_number


@dataclass
class Sentence:
    """Characters `start` to `end` of `text`, number `number` of paragraph `paragraph`."""

    text: str
    start: int
    end: int
    paragraph: int
    places: list[tuple[int, int]] | None = None

    @cached_property
    def words(self) -> list[Word]:
        """The words in order."""
        return words_of(self.text, self.start, self.end)

    @cached_property
    def line(self) -> str:
        """The folded words joined by blanks: phrases are looked for in it."""
        return " ".join(word.low for word in self.words)

    @cached_property
    def _offsets(self) -> list[int]:
        at, found = 0, []
        for word in self.words:
            found.append(at)
            at += len(word.low) + 1
        return found

    def phrase(
        self, phrases: tuple[str, ...], first: int = 0, last: int | None = None
    ) -> tuple[int, int] | None:
        """The words (first, last) of the first of the phrases between two words."""
        stop = len(self.words) if last is None else last
        if first >= stop or not phrases:
            return None
        end = self._offsets[stop - 1] + len(self.words[stop - 1].low)
        match = pattern(phrases).search(self.line, self._offsets[first], end)
        if match is None:
            return None
        return self._index(match.start()), self._index(match.end() - 1)

    def _index(self, offset: int) -> int:
        low, high = 0, len(self._offsets) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._offsets[middle] <= offset else (low, middle - 1)
        return low

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The characters of some words, without the و before the first."""
        return self.words[first].head, self.words[last].end

    def bare_span(self, first: int, last: int) -> tuple[int, int]:
        """The characters of some words, without the و and the preposition written onto the first."""
        word = self.words[first]
        start = word.head
        if word.prep and not word.article and self.text[start] == word.prep and word.end - start > 3:
            start += 1
        return start, self.words[last].end

    @cached_property
    def counts(self) -> dict[int, tuple[Count, int]]:
        """The numbers said, by the word they begin in, each with its last word."""
        found: dict[int, tuple[Count, int]] = {}
        if not any(word.number or word.kind == "word" for word in self.words):
            return found
        for count in find_counts(self.text[self.start : self.end]):
            first = self.word_at(self.start + count.start)
            last = self.word_at(self.start + count.end - 1)
            found[first] = (count, last)
        self._written(found)
        return found

    def _written(self, found: dict[int, tuple[Count, int]]) -> None:
        """A number word right before a noun for people or things, where the general reader leaves it open."""
        taken = {at for first, (_, last) in found.items() for at in range(first, last + 1)}
        for at, word in enumerate(self.words[:-1]):
            following = self.words[at + 1]
            if at in taken or word.kind != "word" or word.article or word.suffix or following.joined:
                continue
            value = read_number(self.text[word.head : word.end])
            if value and (following.noun or following.kin):
                words = self.text[word.head : word.end]
                start = word.head - self.start
                found[at] = (
                    Count(words, start, start + len(words), value, value, value, "stated", "words"),
                    at,
                )

    def word_at(self, offset: int) -> int:
        """The word that holds a character, or the first one after it."""
        low, high = 0, len(self.words)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.words[middle].end <= offset else (low, middle)
        return min(low, len(self.words) - 1)

    def said(self, at: int) -> str:
        """The stem of a word, or nothing beyond the ends."""
        return self.words[at].stem if 0 <= at < len(self.words) else ""

    def is_in(self, at: int, name: str) -> bool:
        """Is the word one of a list of the tables?"""
        if not 0 <= at < len(self.words):
            return False
        word, some = self.words[at], tables().lists[name]
        return word.stem in some or word.low in some

    def any_of(self, name: str, places: Iterable[int]) -> int:
        """The first of the words that is in the list, or -1."""
        return next((at for at in places if self.is_in(at, name)), -1)
