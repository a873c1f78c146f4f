"""Letters of Arabic and Latin names as classes of sounds that both scripts share, one byte each.

How Arabic is romanised decides the classes: short vowels are not written in Arabic, ayn and hamza hardly in Latin, th
stands for t or s, dh for d or z, q for k or g, kh sometimes for h (linkage.md, section 7.3; ALA-LC romanisation table
for Arabic, 2012). One byte a letter, because DuckDB measures distances in bytes.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

WEAK = frozenset("aiuE")
"""Vowels, long vowels and ayn: often left out in one of the scripts."""

_ARABIC = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "T", "ج": "j", "ح": "H", "خ": "x", "د": "d", "ذ": "D", "ر": "r", "ز": "z",
    "س": "s", "ش": "S", "ص": "s", "ض": "d", "ط": "t", "ظ": "Z", "ع": "E", "غ": "G", "ف": "f", "ق": "q", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "H", "و": "u", "ي": "i", "ة": "a", "ى": "i", "پ": "b", "چ": "S", "ڤ": "f",
    "گ": "g", "ک": "k", "ی": "i", "ؤ": "u", "ئ": "i",
}  # fmt: skip
_DIGRAPHS = {
    "kh": "x", "sh": "S", "ch": "S", "th": "T", "dh": "D", "gh": "G", "ph": "f", "ck": "k", "zh": "j", "dj": "j",
    "ou": "u", "oo": "u", "ee": "i", "ei": "i", "ai": "i", "ay": "i", "ey": "i", "aw": "u", "ow": "u", "au": "u",
}  # fmt: skip
_LATIN = {
    "a": "a", "b": "b", "c": "k", "d": "d", "e": "i", "f": "f", "g": "g", "h": "H", "i": "i", "j": "j", "k": "k",
    "l": "l", "m": "m", "n": "n", "o": "u", "p": "b", "q": "q", "r": "r", "s": "s", "t": "t", "u": "u", "v": "f",
    "w": "u", "x": "k", "y": "i", "z": "z",
}  # fmt: skip
_JOINED = str.maketrans({"T": "t", "D": "d", "Z": "d", "z": "d", "G": "g", "j": "g", "q": "k"})
_ALSO = {"T": "sD", "q": "g", "x": "H", "S": "s", "g": "k", "H": ""}
"""What a letter may have been heard as besides: th as s, q as g, kh as h, sh as s, g as k, h as nothing."""
MOST_KEYS = 5
_ROMAN = {
    "x": "kh", "S": "sh", "T": "th", "D": "dh", "Z": "z", "G": "gh", "E": "a", "H": "h",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sounds:
    """A token in three degrees: all sounds, consonants alone, consonants with those joined that are exchanged."""

    full: str
    consonants: str
    joined: str
    arabic: bool = False
    also: tuple["Sounds", ...] = ()
    """What the same letters may stand for: ذ for a Latin th, a name without the article that is written onto it."""

    @property
    def size(self) -> float:
        """How much there is to compare: a consonant counts one, a vowel a seventh."""
        return len(self.consonants) + 0.14 * (len(self.full) - len(self.consonants)) + 0.5


def is_arabic(token: str) -> bool:
    """Whether a token is written in Arabic letters."""
    return any("\u0600" <= char <= "\u06ff" for char in token)


@lru_cache(maxsize=1 << 17)
def sounds(token: str) -> Sounds:
    """The sounds of a normalised token (`sijil.names.name_parts`), doubled ones once.

    >>> sounds("شعبان").consonants == sounds("shaban").consonants == "Sbn"
    True
    """
    arabic = is_arabic(token)
    full = _full(token)
    also = []
    if not arabic and "T" in full:
        also.append(_told(full.replace("T", "D"), arabic))
    if not arabic and token.startswith(("al", "el")) and len(token) > 5:
        also.append(_told(_full(token[2:]), arabic))
    return _told(full, arabic, tuple(also))


def _told(full: str, arabic: bool, also: tuple[Sounds, ...] = ()) -> Sounds:
    consonants = "".join(sound for sound in full if sound not in WEAK)
    return Sounds(full, consonants, _once(consonants.translate(_JOINED)), arabic, also)


def _full(token: str) -> str:
    found: list[str] = []
    at = 0
    if len(token) > 3 and token.endswith(("ah", "eh")):
        token = token[:-1]
    elif len(token) > 2 and token.endswith("ه"):
        # Lists write the ة of a name as ه.
        token = token[:-1] + "ة"
    while at < len(token):
        two = _DIGRAPHS.get(token[at : at + 2])
        sound = two or _ARABIC.get(token[at]) or _LATIN.get(token[at], "")
        at += 2 if two else 1
        if sound and (not found or found[-1] != sound):
            found.append(sound)
    return "".join(found)


def _once(letters: str) -> str:
    return "".join(letter for at, letter in enumerate(letters) if not at or letters[at - 1] != letter)


@lru_cache(maxsize=1 << 17)
def token_keys(token: str) -> tuple[str, ...]:
    """Keys under which a token meets its other spellings, in either script; ASCII, the likeliest first.

    The consonants, and in front of them how a token begins that begins with none: with y, with w, or with another
    vowel. A key proposes and never decides. At most `MOST_KEYS`.

    >>> sorted(set(token_keys("كوشمر")) & set(token_keys("koshmr")) & set(token_keys("khoshmar")))
    ['kSmr', 'ksmr']
    """
    if not is_arabic(token) and token.startswith(("al", "el")) and len(token) > 5:
        return tuple(dict.fromkeys([*_keys(token), *_keys(token[2:])]))
    return _keys(token)


def _keys(token: str) -> tuple[str, ...]:
    told = sounds(token)
    opening = _opening(token)
    heard = [(letter, *_ALSO.get(letter, "")) for letter in told.consonants]
    heard = [(*some, "") if some[0] == "H" else some for some in heard]
    keys: dict[str, None] = {}
    for letters in sorted(product(*heard), key=lambda some: _changed(some, told.consonants)):
        # kh and k are told apart by the ear, hardly by those who write: "Khoshmar" for كوشمر.
        keys.setdefault(opening[0] + _once("".join(letters).translate(_JOINED)).replace("x", "k") or "0")
        if len(keys) >= MOST_KEYS:
            break
    if len(opening) > 1:
        keys.setdefault(opening[1] + next(iter(keys))[len(opening[0]) :])
    return tuple(keys)


def _changed(letters: tuple[str, ...], told: str) -> int:
    return sum(one != other for one, other in zip(letters, told, strict=True))


def _opening(token: str) -> tuple[str, ...]:
    """What a token begins with that is no consonant: "Y", "W" or "A"; "ou" may be either of the last two."""
    first = token[:1]
    if token.startswith("ou"):
        return ("A", "W")
    if first in "yيی":
        return ("Y",)
    if first in "wوؤ":
        return ("W",)
    return ("A",) if first in "aeiouاعئى" else ("",)


def romanise(token: str) -> str:
    """A token in plain Latin letters, without vowels that were not written: for showing, not for deciding."""
    return "".join(_ROMAN.get(sound, sound) for sound in sounds(token).full)


def one_byte(text: str) -> str:
    """The sounds of a normalised name, one ASCII byte a letter, tokens parted by a blank."""
    return " ".join(sounds(token).full for token in text.split())
