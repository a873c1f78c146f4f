"""Whether the text of a PDF page comes in the order in which it is printed.

A PDF holds glyphs at places. PDFium guesses the order of right-to-left text, and guesses wrong for
some producers: letters reversed within words, words reversed within lines, the two letters of one
lam-alef glyph swapped. A quote from such a text is false. The pen positions tell: Arabic letters of
one word go to the left, Latin letters and the digits of a number to the right.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sijil.readers.pdfium import Glyph

UNSURE = "\ufffd"
_LAM, _ALEFS = "ل", frozenset("اأإآٱ")
_ONE_GLYPH = {frozenset("لله"): "لله", frozenset("الله"): "الله"}
_TOO_MANY = 0.2
_NEAR_ADVANCES = 2.5
_ARABIC_WORD = re.compile(r"[\u0621-\u063a\u0641-\u064a\u064b-\u0652\u0670\u0671-\u06d3]{3,}")
_STARTS_FORWARD = re.compile(r"(?:[وفبك]?ال|لل).")
_ENDS_REVERSED = re.compile(r".لا[وفبك]?$|.لل$")


@dataclass(frozen=True, slots=True)
class Ordered:
    """A page's text. `checked` words had a direction to check, `wrong` of them failed and are `UNSURE` in `text`.

    `turned` lam-alef pairs were put right.
    """

    text: str
    checked: int
    wrong: int
    turned: int

    @property
    def unusable(self) -> bool:
        """So many words are in another order than printed that none can be trusted."""
        return self.wrong > _TOO_MANY * self.checked or is_reversed(self.text)


@dataclass(slots=True)
class _Letter:
    char: str
    x: float
    y: float
    made_up: bool


@dataclass(slots=True)
class _Word:
    start: int
    end: int
    letters: list[_Letter]
    rightward: bool | None
    """True for Latin words and numbers, False for Arabic ones, None for others."""
    wrong: bool = False


def is_right_to_left(unit: int) -> bool:
    """Whether a UTF-16 unit belongs to Hebrew, Arabic or Syriac, presentation forms included."""
    return 0x0590 <= unit <= 0x08FF or 0xFB1D <= unit <= 0xFDFF or 0xFE70 <= unit <= 0xFEFC


def plain_text(units: list[int]) -> str:
    """UTF-16 units of PDFium as text: line breaks as one character, a hyphen that ends a line as printed."""
    data = b"".join((unit & 0xFFFF).to_bytes(2, "little") for unit in units)
    text = data.decode("utf-16-le", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x02", "-\n").replace("\ufffe", "-\n")


def in_printed_order(glyphs: list[Glyph]) -> Ordered:
    """Check each word against the places of its letters; words that fail become `UNSURE` characters."""
    letters = _letters(glyphs)
    turned = _set_ligatures_right(letters)
    words = list(_words(letters))
    for word in words:
        word.wrong = _letters_go_astray(word)
    for one, other in pairwise(words):
        if _stand_reversed(one, other, letters):
            one.wrong = other.wrong = True
    checked = [word for word in words if word.rightward is not None]
    for word in checked:
        if word.wrong:
            for letter in word.letters:
                letter.char = UNSURE
    text = "".join(letter.char for letter in letters)
    return Ordered(text, len(checked), sum(word.wrong for word in checked), turned)


def is_reversed(text: str) -> bool:
    """Whether Arabic words look written backwards: the article at their end, ta marbuta at their start."""
    words: list[str] = _ARABIC_WORD.findall(unicodedata.normalize("NFKC", text))
    forward = sum((_STARTS_FORWARD.match(word) is not None) + word.endswith(("ة", "ى")) for word in words)
    backward = sum((_ENDS_REVERSED.search(word) is not None) + word.startswith(("ة", "ى")) for word in words)
    return backward >= 3 and backward > 2 * forward


def _letters(glyphs: list[Glyph]) -> list[_Letter]:
    """One entry per character: surrogate pairs joined, the line breaks of PDFium as `plain_text` has them."""
    letters: list[_Letter] = []
    at = 0
    while at < len(glyphs):
        glyph = glyphs[at]
        pair = 0xD800 <= glyph.unit < 0xDC00 and at + 1 < len(glyphs)
        units = [glyph.unit, glyphs[at + 1].unit] if pair else [glyph.unit]
        at += len(units)
        if glyph.unit == 0x0D:
            continue
        char = plain_text(units)
        letters.append(_Letter(char, glyph.x, glyph.y, glyph.made_up or char.isspace()))
    return letters


def _set_ligatures_right(letters: list[_Letter]) -> int:
    """Letters drawn by one glyph come reversed: put lam before alef, a letter before its marks. Counts the first."""
    turned = 0
    for group in _same_glyph(letters):
        chars = [letter.char for letter in group]
        bases = [char for char in chars if not unicodedata.combining(char)]
        if len(bases) == 2 and bases[1] == _LAM and bases[0] in _ALEFS:
            turned += 1
            bases.reverse()
        elif frozenset(bases) in _ONE_GLYPH and len(bases) == len(_ONE_GLYPH[frozenset(bases)]):
            bases = list(_ONE_GLYPH[frozenset(bases)])
        marks = [char for char in chars if unicodedata.combining(char)]
        for letter, char in zip(group, [*bases, *marks], strict=True):
            letter.char = char
    return turned


def _same_glyph(letters: list[_Letter]) -> Iterator[list[_Letter]]:
    """Neighbouring right-to-left letters whose pen stood at one place."""
    group: list[_Letter] = []
    for letter in letters:
        mark = not letter.made_up and is_right_to_left(ord(letter.char[0]))
        if mark and group and letter.x == group[0].x and letter.y == group[0].y:
            group.append(letter)
            continue
        if len(group) > 1:
            yield group
        group = [letter] if mark else []
    if len(group) > 1:
        yield group


def _words(letters: list[_Letter]) -> Iterator[_Word]:
    start: int | None = None
    for at in range(len(letters) + 1):
        inside = at < len(letters) and not letters[at].made_up
        if inside and start is None:
            start = at
        elif not inside and start is not None:
            yield _word(letters, start, at)
            start = None


def _word(letters: list[_Letter], start: int, end: int) -> _Word:
    inside = letters[start:end]
    rightward: bool | None = None
    for letter in inside:
        if letter.char[0].isalpha():
            rightward = not is_right_to_left(ord(letter.char[0]))
            break
        if letter.char.isdecimal():
            rightward = True
    return _Word(start, end, inside, rightward)


def _letters_go_astray(word: _Word) -> bool:
    """Whether any two neighbouring letters of one script, or digits, stand the wrong way round on one line."""
    base = [letter for letter in word.letters if not unicodedata.combining(letter.char[0])]
    steps = [abs(other.x - one.x) for one, other in pairwise(base)]
    # In cursive fonts a letter may stand over its neighbour: half a step back is no turning round.
    slack = sum(steps) / len(steps) / 2 if steps else 0.0
    return any(_wrong_way(one, other, slack) for one, other in pairwise(base))


def _wrong_way(one: _Letter, other: _Letter, slack: float) -> bool:
    if abs(one.y - other.y) > abs(one.x - other.x):
        # Turned text, or a line break without a space.
        return False
    if one.char.isdecimal() and other.char.isdecimal():
        return other.x < one.x
    if not (one.char.isalpha() and other.char.isalpha()):
        return False
    arabic = [is_right_to_left(ord(letter.char[0])) for letter in (one, other)]
    if all(arabic):
        return other.x > one.x + slack
    return not any(arabic) and other.x < one.x - slack


def _stand_reversed(one: _Word, other: _Word, letters: list[_Letter]) -> bool:
    """Whether the second word stands right before the first, in the direction both are read in."""
    if one.rightward is None or one.rightward is not other.rightward or "\n" in _between(one, other, letters):
        return False
    if not (_has_letters(one) and _has_letters(other)):
        # Numbers side by side may stand in columns.
        return False
    first, second = (one, other) if one.rightward else (other, one)
    # Read to the right, `first` must stand left of `second`; a near neighbour the other way round is wrong.
    gap = _left(first) - _right(second)
    near = _NEAR_ADVANCES * max(_advance(one), _advance(other))
    same_line = abs(one.letters[0].y - other.letters[0].y) < 1.0
    return same_line and 0 < gap < near + max(_advance(one), _advance(other))


def _between(one: _Word, other: _Word, letters: list[_Letter]) -> str:
    return "".join(letter.char for letter in letters[one.end : other.start])


def _has_letters(word: _Word) -> bool:
    return any(letter.char[0].isalpha() for letter in word.letters)


def _left(word: _Word) -> float:
    return min(letter.x for letter in word.letters)


def _right(word: _Word) -> float:
    return max(letter.x for letter in word.letters)


def _advance(word: _Word) -> float:
    """The usual distance between two letters of the word, in points."""
    return (_right(word) - _left(word)) / max(len(word.letters) - 1, 1) or 5.0
