"""A name as written, in parts: given name, father, grandfather, family; kunya and titles apart."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from sijil.names.exact import _fold, name_parts, tables
from sijil.names.sounds import is_arabic, romanise, token_keys
from sijil.names.unnamed import is_unnamed

ROLES = ("given", "father", "grandfather", "family", "kunya", "unknown")
MOST_PARTS = 8
"""Parts of one name that are looked at; a cell with more is a sentence."""
LONGEST = 400
"""Characters of a cell that are looked at."""

_KUNYA = re.compile(r"(?:ابو|ابي|ام(?=ال|\w{3})|abu|abo|abou|um|umm|om)(?=\w{3,})")
_LATE_JOINERS = frozenset(["abo", "om", "abdal", "abdol", "ابو", "ام", "عبد"])
_TAILS = frozenset(
    [
        "الله",
        "الدين",
        "الرحمن",
        "الزهراء",
        "allah",
        "ullah",
        "aldin",
        "eldin",
        "aldeen",
        "eldeen",
        "uddin",
        "alrahman",
    ]
)
_ARTICLE = re.compile(
    r"ال(?=\w{3})|(?:al|el)(?=[a-z]{3})|(?:ash(?=sh)|as(?=s)|ad(?=d)|an(?=n)|ar(?=r)|az(?=z)|at(?=t))"
)
_KIN = re.compile(
    r"\s*(?:(?:the\s+|his\s+|her\s+|their\s+|\w+'s\s+)?(?:sons?|daughters?|wife|husband|child|children|baby|infant|mother|father"
    r"|sisters?|brothers?|family|relatives?)\s+of\b"
    r"|(?:زوجة|زوج|ابنة|بنت|طفل|طفلة|رضيع|أولاد|اولاد|أبناء|ابناء|والدة|والد|أخت|اخت|شقيق|شقيقة|عائلة)\s)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:and|&)\s+(?:his|her|their|two|three|four|five|\d+)\b|\bو(?:زوجته|زوجها|ابنه|ابنته|أولاده|اولاده|أطفاله|اطفاله|شقيقه|اخوه)\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[(\[{][^)\]}]*[)\]}]?")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name, joined and without its article; `keys` are those of `token_keys`."""

    folded: str
    role: str
    keys: tuple[str, ...]

    @property
    def romanised(self) -> str:
        """The part in Latin letters."""
        return romanise(self.folded)


@dataclass(frozen=True, slots=True)
class Name:
    """A name. `written` is kept for ever; `parts` are in the order given, kunya and titles not among them.

    `kunya` is a name of honour beside the name ("Abu Khalil"), `also` the other script's spelling in the same
    cell, `names` 0 for an unknown person or a mere relation of somebody, 1 for one person, 2 where the cell
    speaks of several ("Ahmad and his two sons").
    """

    written: str
    parts: tuple[Part, ...]
    kunya: str = ""
    also: tuple[str, ...] = ()
    names: int = 1

    @property
    def comparable(self) -> bool:
        """Whether there is enough to compare: one part alone names too many people."""
        return self.names == 1 and len(self.parts) > 1


@lru_cache(maxsize=1 << 16)
def parse_name(written: str) -> Name:
    """The parts of a name as it stands in a cell or a sentence. Never fails: what names nobody has no parts."""
    cell = written[:LONGEST]
    if is_unnamed(cell) or _KIN.match(cell):
        return Name(written, (), names=0)
    several = bool(_SEVERAL.search(cell))
    outer = _SEVERAL.split(cell)[0]
    tokens = _joined(list(name_parts(outer)))
    main, other = _one_script(tokens)
    bracketed = _joined(
        [token for inner in _BRACKETED.findall(cell) for token in name_parts(inner.strip("()[]{}"))]
    )
    kunya, main = _without_kunya(main)
    also = tuple(other or bracketed)
    bare = [_without_article(token, outer) for token in main[:MOST_PARTS]]
    if not bare:
        return Name(written, (), kunya, also, 1 if kunya else 0)
    return Name(written, _with_roles([token for token in bare if token]), kunya, also, 2 if several else 1)


def _without_article(token: str, written: str) -> str:
    """A part without al-; in Latin letters only where a hyphen or a blank sets it apart ("Alwan" has none)."""
    match = _ARTICLE.match(token)
    if match is None:
        return token
    rest = token[match.end() :]
    apart = rf"\b(?:al|el|ul|as|ash|ad|an|ar|at|az)[-\s]+{re.escape(rest[:2])}"
    return rest if is_arabic(token) or re.search(apart, written.lower()) else token


def _with_roles(tokens: list[str]) -> tuple[Part, ...]:
    """Given name first, family last; the father's and the grandfather's between them where there are four parts."""
    middle = ["father", "grandfather"]
    roles = ["given", *(middle[at] if at < 2 else "unknown" for at in range(len(tokens) - 2)), "family"]
    if len(tokens) == 1:
        roles = ["unknown"]
    return tuple(Part(token, role, token_keys(token)) for token, role in zip(tokens, roles, strict=True))


def _one_script(tokens: list[str]) -> tuple[list[str], list[str]]:
    """Of a name given in both scripts the Arabic, and the Latin beside it; a stray token of the other is kept."""
    arabic = [token for token in tokens if is_arabic(token)]
    other = [token for token in tokens if not is_arabic(token)]
    if len(arabic) > 1 and len(other) > 1:
        return arabic, other
    return tokens, []


def _without_kunya(tokens: list[str]) -> tuple[str, list[str]]:
    """A kunya in front of a name; at its end "Abu" begins a family name."""
    if len(tokens) > 2 and _KUNYA.match(tokens[0]):
        return tokens[0], tokens[1:]
    return (tokens[0], tokens) if len(tokens) == 1 and _KUNYA.match(tokens[0]) else ("", tokens)


def _joined(tokens: list[str]) -> list[str]:
    joined: list[str] = []
    held = ""
    for token in (_short_forms().get(token, token) for token in tokens):
        if token in _TAILS and joined and not held:
            joined[-1] += token
        elif token in _LATE_JOINERS:
            held += token
        else:
            joined.append(held + token)
            held = ""
    return [*joined, held] if held else joined


@cache
def _short_forms() -> dict[str, str]:
    """Common ways of shortening a name in Latin letters, each with the name."""
    raw = tomllib.loads(resources.files(__package__).joinpath("short_forms.toml").read_text("utf-8"))
    return {short: full for full, some in raw["short_forms"].items() for short in some}


def is_title(word: str) -> bool:
    """Whether a word stands before a name and is no part of it."""
    return _fold(word) in tables()["titles"]
