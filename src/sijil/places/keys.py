"""The forms in which names of places are compared, from the strictest to the loosest.

`exact` folds case, accents, signs and the article; `spelling` also folds the ways in which one Arabic
name is transliterated (ou and u, e and i, a final -ah, -eh or -a), keeping every vowel's place;
`skeleton` keeps the consonants alone and works from Arabic letters too.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from sijil.text import norm

_DROPPED = ("'", "`", "´", "ʿ", "ʾ", "ʻ", "ʼ", '"')
_BLANKS = ("-", "_", "/")
_ARTICLE = re.compile(r"(?<![^ |])(?:[aeu]l|[aei](?P<sun>sh|dh|th|[sdrntz])(?= (?P=sun)))(?: (?=[^ |]))")
_ARABIC_ARTICLE = re.compile(r"(?<![^ |])ال(?=[^ |]{2})")


def exact(names: Sequence[str]) -> list[str]:
    """The exact keys of many names at once; one fold of a joined text is far faster than many folds."""
    distinct = dict.fromkeys(names)
    found: dict[str, str] = {}
    for batch in ([n for n in distinct if n.isascii()], [n for n in distinct if not n.isascii()]):
        found |= zip(batch, _folded(batch), strict=True)
    return [found[name] for name in names]


def _folded(names: list[str]) -> list[str]:
    if not names:
        return []
    joined = norm(" | ".join([name.replace("|", " ") or "." for name in names]))
    for sign in _DROPPED:
        joined = joined.replace(sign, "")
    for sign in _BLANKS:
        joined = joined.replace(sign, " ")
    joined = _ARABIC_ARTICLE.sub("", _ARTICLE.sub("", joined))
    keys = [key.strip() for key in re.sub(" {2,}", " ", joined).split("|")]
    return ["" if key == "." else key for key in keys]


@lru_cache(maxsize=65_536)
def exact_key(name: str) -> str:
    """The exact key of one name."""
    return exact([name])[0]


_SPELLING = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"tch", "sh"),
        (r"ch", "sh"),
        (r"dj", "j"),
        (r"rh", "gh"),
        (r"ph", "f"),
        (r"q|c", "k"),
        (r"p", "b"),
        (r"v", "w"),
        (r"([^aeiou|])\1", r"\1"),
        (r"ou|oo", "u"),
        (r"ee|ii", "i"),
        (r"aa+", "a"),
        (r"uw(?=[aeiou])|w", "u"),
        (r"[ie]y+(?=[aeu])|ij+(?=[aeu])", "i"),
        (r"(?<=[aeiou])y(?=[aeiou])", "i"),
        (r"[ae][yi]", "ai"),
        (r"a[ou]", "au"),
        (r"(?<=[a-z])y", "i"),
        (r"(?:ih|eh|ah|e|a)(?![a-z])", "a"),
        (r"e", "i"),
        (r"o", "u"),
        (r"([a-z])\1", r"\1"),
    )
)


def spellings(exact_keys: Sequence[str]) -> list[str]:
    """The spelling keys of exact keys in Latin letters; other scripts come back as they are."""
    latin = [key for key in dict.fromkeys(exact_keys) if key.isascii()]
    joined = "|".join(latin)
    for pattern, to in _SPELLING:
        joined = pattern.sub(to, joined)
    found = dict(zip(latin, joined.split("|"), strict=True)) if latin else {}
    return [found.get(key, key) for key in exact_keys]


@lru_cache(maxsize=65_536)
def spelling(exact_key: str) -> str:
    """The spelling key of one exact key."""
    return spellings([exact_key])[0]


_LATIN_CLASSES = (
    ("tch", "c"), ("kh", "x"), ("gh", "g"), ("rh", "g"), ("sh", "c"), ("ch", "c"), ("th", "t"), ("dh", "d"),
    ("dj", "j"), ("ph", "f"), ("q", "k"), ("v", "f"), ("p", "b"), ("z", "s"),
)  # fmt: skip
_ARABIC_CLASSES = str.maketrans(
    dict(zip("بتثجحخدذرزسشصضطظغفقكلمنه", "bttjhxddrsscsdtsgfkklmnh", strict=True))
    | dict.fromkeys("اويعة", "")
)


_LATIN_VOWELS = re.compile("[aeiouwy]")
_FINAL_H = re.compile(r"(?<=[a-z])h(?![a-z])|(?<=[\u0621-\u064a]{2})ه(?![\u0621-\u064a])")
_DOUBLED = re.compile(r"([^ |])\1+")
_SPACES = re.compile(" {2,}")


def skeletons(exact_keys: Sequence[str]) -> list[str]:
    """The consonants of exact keys, in classes that Latin and Arabic letters share; words kept apart."""
    if not exact_keys:
        return []
    joined = "|".join(exact_keys)
    for letters, to in _LATIN_CLASSES:
        joined = joined.replace(letters, to)
    joined = _LATIN_VOWELS.sub("", _FINAL_H.sub("", joined)).translate(_ARABIC_CLASSES)
    joined = _SPACES.sub(" ", _DOUBLED.sub(r"\1", joined))
    return [found.strip() for found in joined.split("|")]


def skeleton(exact_key: str) -> str:
    """The consonants of one exact key."""
    return skeletons([exact_key])[0]
