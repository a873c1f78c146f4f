"""Ways in which a string gets past a plain search, by accident of writing, of software, or on purpose."""

import base64
import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import quote

from canary.people import Canary

_MARKS = "\u064e\u064f\u0650\u0651\u0652"
_CYRILLIC = str.maketrans("aeopcyxAEOPCTXHKMB", "аеорсухАЕОРСТХНКМВ")
_PERSIAN = str.maketrans("كي", "کی")
_HAMZA = str.maketrans("أإآؤئ", "ااا" + "وي")


def _arabic(text: str) -> bool:
    return any("\u0600" <= char <= "\u06ff" for char in text)


def _each_letter(text: str, after: str, chance: random.Random, often: float = 1.0) -> str:
    return "".join(c + (after if c.isalpha() and chance.random() < often else "") for c in text)


def _vowels(text: str, chance: random.Random) -> str:
    return "".join(c + chance.choice(_MARKS) if c.isalpha() and c > "\u0600" else c for c in text)


def _forms(text: str) -> str:
    """Isolated presentation forms, as old software stores letters."""
    table = {
        unicodedata.normalize("NFKC", chr(code)): chr(code)
        for code in range(0xFE8D, 0xFEF5)
        if "ISOLATED" in unicodedata.name(chr(code), "")
    }
    return "".join(table.get(c, c) for c in text)


ARABIC: dict[str, Callable[[str, random.Random], str]] = {
    "vowel signs": _vowels,
    "tatweel": lambda t, r: re.sub(r"(?<=[بتثجحخسشصضطظعغفقكلمنهي])(?=[\u0621-\u064a])", "ـ", t),
    "hamza dropped": lambda t, r: t.translate(_HAMZA),
    "ya and alif maqsura": lambda t, r: (
        re.sub("ي\\b", "ى", re.sub("ى\\b", "ي", t)) if "ى" in t else re.sub("ي\\b", "ى", t)
    ),
    "ta marbuta as ha": lambda t, r: re.sub("ة\\b", "ه", t),
    "clitic wa": lambda t, r: "و" + t,
    "clitic bi": lambda t, r: "ب" + t,
    "clitic li": lambda t, r: "ل" + t,
    "clitics fa and ka": lambda t, r: "فك" + t,
    "presentation forms": lambda t, r: _forms(t),
    "Persian letters": lambda t, r: t.translate(_PERSIAN),
    "zero-width non-joiners": lambda t, r: _each_letter(t, "\u200c", r, 0.5),
    "stored as seen": lambda t, r: t[::-1],
}
LATIN: dict[str, Callable[[str, random.Random], str]] = {
    "upper case": lambda t, r: t.upper(),
    "look-alike letters": lambda t, r: t.translate(_CYRILLIC),
    "full width": lambda t, r: "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalpha() else c for c in t),
    "accents": lambda t, r: "".join(
        unicodedata.normalize("NFC", c + "\u0301") if c in "aeiou" else c for c in t
    ),
    "possessive": lambda t, r: t + "’s",
    "under scores": lambda t, r: re.sub(r"[\s-]+", "_", t.lower()),
    "camel case": lambda t, r: "".join(word.capitalize() for word in re.split(r"[\s-]+", t)),
    "together": lambda t, r: re.sub(r"[\s-]+", "", t.lower()) + "77",
}
BOTH: dict[str, Callable[[str, random.Random], str]] = {
    "direction marks": lambda t, r: "\u202b" + _each_letter(t, "\u200f", r, 0.3) + "\u202c",
    "soft hyphens": lambda t, r: _each_letter(t, "\u00ad", r, 0.5),
    "line break": lambda t, r: t.replace(" ", "\n", 1),
    "no-break blanks": lambda t, r: t.replace(" ", "\u00a0\u2009"),
    "letters apart": lambda t, r: " ".join(c for c in t if c.isalnum()),
    "in tags": lambda t, r: t[:2] + "<b>" + t[2:5] + "</b>" + t[5:],
    "entities": lambda t, r: "".join(f"&#{ord(c)};" for c in t),
    "escaped": lambda t, r: json.dumps(t),
    "percent": lambda t, r: quote(t),
    "base64": lambda t, r: base64.b64encode(f"text of it: {t} and on".encode()).decode(),
    "read wrongly": lambda t, r: t.encode().decode("latin-1"),
    "HTML": lambda t, r: f"<td>{escape(t)}</td>",
}
_NAMES = ("name", "place")
_LETTERS_ONLY = ("letters apart",)


def disguised(canary: Canary, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Each disguise of a canary by name: its own spelling, the others, and these under wrappings."""
    written, kind = canary.protected.written, canary.protected.kind
    yield "plain", written
    for spelling in canary.spellings:
        yield "another spelling", spelling
    texts = [written, *canary.spellings[:1]] if kind in _NAMES else [written]
    for text in texts:
        own = ARABIC if _arabic(text) else LATIN
        ways = own if kind in _NAMES else {name: own[name] for name in _harmless(kind, own)}
        for name, way in {**ways, **BOTH}.items():
            if name in _LETTERS_ONLY and kind not in ("name", "phrase", "phone"):
                continue
            made = way(text, chance)
            if made != text:
                yield name, made


def _harmless(kind: str, own: dict[str, Callable[[str, random.Random], str]]) -> tuple[str, ...]:
    """What leaves a sentence, a number or an address the same to a reader."""
    if kind in ("phrase", "kinship"):
        return tuple(
            n
            for n in own
            if n
            not in (
                "camel case",
                "together",
                "stored as seen",
                "clitics fa and ka",
                "clitic bi",
                "clitic li",
                "under scores",
            )
        )
    return ("upper case",) if "upper case" in own and kind in ("email", "handle") else ()


AROUND = ("He said that {} came by night.", "{}", "قالت إن {} كان هناك", "row 14; {}; 36; m", "(see {})")


def chosen(canary: Canary, seed: int, most: int) -> list[tuple[str, str]]:
    """At most so many disguises of a canary, spellings first, each in a sentence, a cell or alone."""
    chance = random.Random(f"{seed} {canary.protected.key}")
    every = list(disguised(canary, chance))
    spelled = [one for one in every if one[0] in ("plain", "another spelling")]
    others = [one for one in every if one not in spelled]
    taken = [*spelled, *chance.sample(others, min(len(others), max(0, most - len(spelled))))][:most]
    return [(name, chance.choice(AROUND).format(text)) for name, text in taken]
