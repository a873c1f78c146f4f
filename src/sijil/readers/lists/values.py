"""What the cells of a list say, normalised: sex, status, age, and what stands for nothing.

The words are tables (`tables/list_sexes.csv`, `list_statuses.csv`, `list_ages.csv`, `list_words.csv`).
A value that no table knows gives nothing and, where it matters, a doubt; none is ever guessed.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

from sijil.readers.lists.headers import label_key
from sijil.readers.tables import rows_of
from sijil.text import norm

_ARTICLE = "ال"
_LONGEST_STATUS = 12


@dataclass(frozen=True, slots=True)
class Status:
    """What happened to a person by this list. `code` is empty when the words say two things or are unsure."""

    code: str
    event_type: str
    doubt: str = ""


@cache
def words_of(kind: str) -> frozenset[str]:
    """The words of one kind (`absent`, `total`, `uncertain`, `negation`), folded."""
    return frozenset(norm(row["word"]) for row in rows_of("list_words") if row["kind"] == kind)


@lru_cache(maxsize=8192)
def is_absent(text: str) -> bool:
    """Whether a cell says that nothing is known: empty, `-`, `n/a`, `غير معروف`."""
    return not text.strip() or norm(text) in words_of("absent")


def is_total(text: str) -> bool:
    """Whether a cell is the label of a totals row."""
    return norm(text).rstrip(" :：") in words_of("total")


@cache
def _sexes() -> dict[str, str]:
    return {norm(row["word"]): row["code"] for row in rows_of("list_sexes")}


def sex_code(text: str) -> str:
    """`male`, `female`, or nothing."""
    return _sexes().get(norm(text).strip(" ."), "")


@cache
def _statuses() -> dict[tuple[str, ...], Status]:
    return {
        _tokens(row["phrase"]): Status(row["code"], row["event_type"]) for row in rows_of("list_statuses")
    }


@lru_cache(maxsize=8192)
def status_of(text: str) -> Status | None:
    """What a status cell says; None when it has no known word.

    A cell with two different things, a negation or a doubt has no code. Missing is never killed:
    "missing, presumed dead" is missing.
    """
    tokens = _tokens(text)
    if not tokens or len(tokens) > _LONGEST_STATUS:
        return None
    found = _known_phrases(tokens)
    codes = {status.code: status for status in found}
    if not codes:
        return None
    if "missing" in codes and codes.keys() <= {"missing", "killed", "died"}:
        doubt = "" if len(codes) == 1 else f"the status '{text}' is taken as missing, never as killed"
        return Status("missing", codes["missing"].event_type, doubt)
    if len(codes) > 1:
        return Status("", "", f"the status '{text}' says two things")
    if _is_hedged(text, tokens):
        return Status("", "", f"the status '{text}' is denied or not certain")
    return found[0]


def _tokens(text: str) -> tuple[str, ...]:
    """Folded words, without the Arabic article or a leading `and`."""
    return tuple(_bare(word) for word in label_key(text).split())


def _bare(word: str) -> str:
    if word.startswith("و" + _ARTICLE) and len(word) > 4:
        word = word[1:]
    return word[2:] if word.startswith(_ARTICLE) and len(word) > 4 else word


def _known_phrases(tokens: tuple[str, ...]) -> list[Status]:
    """The known phrases from left to right, each time the longest that fits; its words are used up."""
    found, at = [], 0
    while at < len(tokens):
        for length in range(min(5, len(tokens) - at), 0, -1):
            status = _statuses().get(tokens[at : at + length])
            if status is not None:
                found.append(status)
                at += length
                break
        else:
            at += 1
    return found


def _is_hedged(text: str, tokens: tuple[str, ...]) -> bool:
    if "?" in text or "؟" in text:
        return True
    if tokens in _statuses():
        return False
    hedges = words_of("uncertain") | words_of("negation")
    padded = f" {label_key(text)} "
    return any(f" {label_key(hedge)} " in padded for hedge in hedges)
