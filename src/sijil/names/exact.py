"""The exact key of a name: what is left when meaningless differences of spelling are taken away.

Folded: vowel signs, hamza and alef forms, ta marbuta, alef maqsura, tatweel (`sijil.text.norm`); titles;
apostrophes and doubled letters in Latin (Shaaban, Sha'ban); the article as written (al-, el-, ال apart);
Abd, Abu, Umm and Ibn joined to what follows (linkage.md, section 5.1).
"""

import re
import tomllib
from functools import cache
from importlib import resources

from sijil.text import norm

_APOSTROPHES = re.compile(r"['`ʿʾʼ´]")
_NOT_LETTERS = re.compile(r"[^\w\s]|_|\d")
_DOUBLED = re.compile(r"([a-z])\1+")
_ARTICLE_APART = re.compile(r"\b(?:al|el|ul|as|ash|at|an|ar|ad|az|ud)\s+(?=[a-z])|\bال\s+")


def name_parts(name: str) -> tuple[str, ...]:
    """The comparable parts of a name, in the order written, without titles.

    >>> name_parts("Sheikh Sha'ban al-Mirsadi")
    ('shaban', 'almirsadi')
    """
    text = _APOSTROPHES.sub("", norm(_before_brackets(name)))
    text = _NOT_LETTERS.sub(" ", text)
    text = _ARTICLE_APART.sub(lambda match: match.group().strip(), text)
    words = [_DOUBLED.sub(r"\1", word) for word in text.split()]
    return tuple(_joined([word for word in words if word not in tables()["titles"]]))


def exact_key(name: str) -> str:
    """The parts of a name joined: equal for two spellings that differ in nothing that carries meaning."""
    return " ".join(name_parts(name))


def _before_brackets(name: str) -> str:
    return name.split("(", 1)[0] if name.split("(", 1)[0].strip() else name


def _joined(words: list[str]) -> list[str]:
    joiners = tables()["joined_to_next"]
    parts: list[str] = []
    held = ""
    for word in words:
        if word in joiners:
            held += word
            continue
        parts.append(held + word)
        held = ""
    return [*parts, held] if held else parts


@cache
def tables() -> dict[str, frozenset[str]]:
    """The word tables of the room, folded as names are."""
    raw = tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text("utf-8"))
    return {name: frozenset(_fold(word) for word in words) for name, words in raw.items()}


def _fold(word: str) -> str:
    return _DOUBLED.sub(r"\1", _APOSTROPHES.sub("", norm(word)))
