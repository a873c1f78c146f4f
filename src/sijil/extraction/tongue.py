"""In which language a sentence is, as far as its rules need to know."""

import re
from functools import cache

from sijil.extraction.lexicon import LANGUAGES, lexicon
from sijil.text import language

_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS = (
    "determiners", "pronouns", "prepositions", "coordinators", "clause_openers", "be", "have", "possessives",
)  # fmt: skip
_ENOUGH = 8
"""So many words without one small word of the language are in another one."""
_LONG = 60
_LEAST_DISTINCT = 0.2
"""Of so many words fewer than this share are different: a filler, not a sentence."""


def language_of(sentence: str) -> str:
    """The code of the sentence's language, `und` where it is none that is known.

    The script alone cannot tell Turkish from English: a sentence of several words must hold at least one
    of the language's small words, and where two words have letters that English lacks, one that other languages
    do not share ("in" is German too). A few words repeated over and over are no language either.
    """
    name = language(sentence)
    if name not in LANGUAGES:
        return name
    words = _WORD.findall(sentence.casefold())
    if len(words) > _LONG and len(set(words)) < _LEAST_DISTINCT * len(words):
        return "und"
    if len(words) < _ENOUGH:
        return name
    found = _small_words(name).intersection(words)
    foreign = sum(not word.isascii() for word in words) > 1
    return name if found and not (foreign and found <= lexicon(name)["shared_small"]) else "und"


@cache
def _small_words(name: str) -> frozenset[str]:
    lists = lexicon(name)
    # A single letter is a word in too many languages to tell one of them.
    return frozenset(word for one in _FUNCTION_WORDS for word in lists[one] if len(word) > 1)
