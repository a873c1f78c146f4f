"""A word without what is written onto it: conjunctions, prepositions and the article, of Arabic and in Latin."""

import re
from functools import lru_cache

from sijil.names.sounds import is_arabic
from sijil.redaction.skeleton import once, tables

_CLITICS = re.compile(r"[وف]?[بلكس]?(?:ال|ل)?")
_LATIN_ARTICLE = re.compile(r"(?:al|el|ul)(?=[a-z]{3})|(?:a(?:sh|s|d|n|r|z|t))(?=[a-z]{4})")
_POSSESSED = re.compile(r"'s?$")
_NISBA = ("ي", "يه", "يين", "يون", "اوي", "اويه", "ويه", "اني", "انيه")
_LEAST = 2


@lru_cache(maxsize=1 << 16)
def stems(word: str) -> tuple[str, ...]:
    """The word, and what is left when what may be written onto it is taken off; runs of letters once.

    >>> "احمد" in stems("ولاحمد"), "حداد" in stems("بالحداد")
    (True, True)
    """
    word = once(_POSSESSED.sub("", word).replace("'", ""))
    found = {word: None}
    if is_arabic(word):
        for size in range(1, _most(word) + 1):
            if _CLITICS.fullmatch(word, 0, size) and len(word) - size >= _LEAST:
                found.setdefault(word[size:])
    else:
        article = _LATIN_ARTICLE.match(word)
        if article:
            found.setdefault(word[article.end() :])
    return tuple(found)


def _most(word: str) -> int:
    found = _CLITICS.match(word)
    return found.end() if found else 0


def of_the_place(form: str) -> tuple[str, ...]:
    """What people of an Arabic place are called, as far as it follows a rule: جبلة, جبلي, جبلاوي."""
    if not is_arabic(form) or len(form) < 3:
        return ()
    stem = form[:-1] if form.endswith(("ه", "ا")) else form
    return tuple(stem + ending for ending in _NISBA)


@lru_cache(maxsize=1)
def joiners() -> frozenset[str]:
    """Words that make one part of a name with the word after them."""
    return frozenset(once(_folded(word)) for word in tables()["joiners"])


@lru_cache(maxsize=1)
def tails() -> frozenset[str]:
    """Words that make one part of a name with the word before them."""
    return frozenset(stem for word in tables()["tails"] for stem in stems(_folded(word)))


def _folded(word: str) -> str:
    from sijil.redaction.skeleton import Skeleton

    return Skeleton(word).text
