"""Letters of Arabic and Latin names as one byte each: as written, and as a class of sounds that both scripts share.

DuckDB measures distance in bytes, so that one Arabic letter counts as two; every letter is one byte here. The
classes and what they cost to exchange or to leave out follow how Arabic is romanised: short vowels are not written
in Arabic, ayn and hamza hardly in Latin, th stands for t or s, dh for d or z, q for k or g (linkage.md, section 7.3).
"""

import numpy as np
import numpy.typing as npt

WEAK = "aiu"
_SOUNDS = "aiuebtpjHxdrzsSEgfqklmnTDZG"
CODE = {sound: number + 1 for number, sound in enumerate(_SOUNDS)}
"""Number of each class of sounds, from 1; 0 ends a word."""

_ARABIC = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "T", "ج": "j", "ح": "H", "خ": "x", "د": "d", "ذ": "D", "ر": "r", "ز": "z",
    "س": "s", "ش": "S", "ص": "s", "ض": "d", "ط": "t", "ظ": "Z", "ع": "E", "غ": "G", "ف": "f", "ق": "q", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "H", "و": "u", "ي": "i", "ة": "a", "ى": "i", "پ": "b", "چ": "S", "ڤ": "f",
    "گ": "g", "ک": "k", "ی": "i", "ؤ": "u", "ئ": "i",
}  # fmt: skip
_DIGRAPHS = {
    "kh": "x",
    "sh": "S",
    "ch": "S",
    "th": "T",
    "dh": "D",
    "gh": "G",
    "ph": "f",
    "ck": "k",
    "zh": "j",
}
_LATIN = {
    "a": "a", "b": "b", "c": "k", "d": "d", "e": "i", "f": "f", "g": "g", "h": "H", "i": "i", "j": "j", "k": "k",
    "l": "l", "m": "m", "n": "n", "o": "u", "p": "b", "q": "q", "r": "r", "s": "s", "t": "t", "u": "u", "v": "f",
    "w": "u", "x": "k", "y": "i", "z": "z",
}  # fmt: skip
_EXCHANGED = {
    "ai": 0.15, "au": 0.15, "iu": 0.15, "tT": 0.2, "sT": 0.25, "dD": 0.2, "zD": 0.2, "zZ": 0.2, "dZ": 0.2, "DZ": 0.1,
    "jg": 0.2, "Gg": 0.15, "qk": 0.15, "qg": 0.25, "kg": 0.5, "xk": 0.35, "Hx": 0.45, "td": 0.5, "sz": 0.5,
    "sS": 0.4, "EH": 0.5, "Ea": 0.1, "Ei": 0.15, "Eu": 0.15, "jS": 0.5, "qx": 0.5, "Gq": 0.4, "Gk": 0.5,
    "Hi": 0.4, "Ha": 0.3,
}  # fmt: skip
_LEFT_OUT = {"a": 0.1, "i": 0.15, "u": 0.15, "E": 0.2, "H": 0.45}


def _costs() -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    size = len(_SOUNDS) + 1
    exchange = np.ones((size, size), np.float32)
    np.fill_diagonal(exchange, 0.0)
    for pair, cost in _EXCHANGED.items():
        one, other = CODE[pair[0]], CODE[pair[1]]
        exchange[one, other] = exchange[other, one] = cost
    leave = np.ones(size, np.float32)
    for sound, cost in _LEFT_OUT.items():
        leave[CODE[sound]] = cost
    return exchange, leave


EXCHANGE, LEAVE = _costs()
"""What it costs to take one class of sounds for another, and to leave one out; 0 to 1."""


def is_arabic(token: str) -> bool:
    """Whether a token is written in Arabic letters."""
    return any("\u0600" <= char <= "\u06ff" for char in token)


def sounds(token: str) -> str:
    """The classes of sounds of a normalised token, doubled ones once.

    >>> sounds("شعبان"), sounds("shaban")
    ('SEban', 'Saban')
    """
    found: list[str] = []
    at = 0
    while at < len(token):
        two = _DIGRAPHS.get(token[at : at + 2])
        sound = two or _ARABIC.get(token[at]) or _LATIN.get(token[at], "")
        at += 2 if two else 1
        if sound and (not found or found[-1] != sound):
            found.append(sound)
    return "".join(found)


def skeleton(token: str) -> str:
    """The consonants alone, those that are taken for one another joined: a key for blocking, never for deciding."""
    joined = {"T": "t", "D": "d", "Z": "d", "z": "d", "G": "g", "j": "g", "q": "k", "x": "k"}
    kept = [joined.get(sound, sound) for sound in sounds(token) if sound not in "aiuEH"]
    return "".join(sound for at, sound in enumerate(kept) if not at or kept[at - 1] != sound)
