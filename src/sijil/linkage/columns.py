"""Mentions as columns of numbers, in an order that depends on what they say and not on how they came."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from sijil.linkage.pairs import Mention
from sijil.linkage.sounds import CODE, EXCHANGE, LEAVE, is_arabic, sounds
from sijil.linkage.spelled import LONGEST, Spelled, spelled
from sijil.text import norm

TOKEN_BYTES, WHOLE_BYTES = 18, 48
COMMON = 1e-4
"""Share of all parts of names from which on a part is common."""
_SEXES = {"male": 1, "m": 1, "female": 2, "f": 2}
_ALIKE = ("بتثني", "جحخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق", "هةت", "ويؤ", "اأإآ", "يىئ", "كل", "قو")
"""Arabic letters that differ by dots alone, or that clumsy readers of PDF take for one another."""
_SOFT = "اويه"


@dataclass(frozen=True, slots=True)
class Columns:
    """One row a comparable mention. `keys[row]` is the mention's key; the rest is what `comparing` takes."""

    keys: tuple[str, ...]
    mentions: tuple[Mention, ...]
    vocabulary: tuple[str, ...]
    records: tuple[Any, ...]
    whole: tuple[Any, ...]
    tokens: tuple[Any, ...]
    lists: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.keys)


def columns_of(mentions: Sequence[Mention]) -> Columns:
    """The columns of the mentions whose names can be compared."""
    names = [(mention, spelled(mention.name)) for mention in mentions if mention.size == 1]
    usable = sorted(((m, n) for m, n in names if n.comparable), key=_content)
    places = [_place(mention.place) for mention, _ in usable]
    counts = Counter(part for _, name in usable for part in name.parts)
    vocabulary = tuple(sorted({*counts, *filter(None, places)}))
    number = {token: at for at, token in enumerate(vocabulary)}
    letters = {
        char: at + 1 for at, char in enumerate(sorted({c for token in vocabulary for c in token})[:254])
    }
    lists = tuple(sorted({mention.list for mention, _ in usable}))
    return Columns(
        tuple(mention.key for mention, _ in usable),
        tuple(mention for mention, _ in usable),
        vocabulary,
        _records(usable, places, number, lists),
        _whole([name for _, name in usable], letters),
        _tokens(vocabulary, counts, letters),
        lists,
    )


def _content(pair: tuple[Mention, Spelled]) -> tuple[Any, ...]:
    mention, name = pair
    said = (mention.name, mention.list, mention.sex, mention.place, mention.admin1, mention.official_id)
    numbers = (mention.age_low, mention.age_high)
    days = (mention.born, mention.earliest, mention.latest)
    return (
        name.parts,
        said,
        tuple(-1 if n is None else n for n in numbers),
        tuple(map(str, days)),
        mention.key,
    )


def _place(place: str) -> str:
    words = "".join(char if char.isalpha() else " " for char in norm(place)).split()
    text = "".join(words)
    return text[2:] if text.startswith("ال") and len(text) > 4 else text


def _records(
    usable: Sequence[tuple[Mention, Spelled]],
    places: Sequence[str],
    number: Mapping[str, int],
    lists: Sequence[str],
) -> tuple[Any, ...]:
    parts = np.full((len(usable), LONGEST), -1, np.int32)
    for row, (_, name) in enumerate(usable):
        parts[row, : len(name.parts)] = [number[part] for part in name.parts]
        if not name.given:
            parts[row, 0] = -1
    admins = [norm(mention.admin1) for mention, _ in usable]
    areas = {area: at for at, area in enumerate(sorted(set(admins) - {""}))}
    where = {name: at for at, name in enumerate(lists)}
    return (
        parts,
        np.array([len(name.parts) for _, name in usable], np.int8),
        np.array([_SEXES.get(mention.sex, 0) for mention, _ in usable], np.int8),
        np.array([_age(mention) for mention, _ in usable], np.int16),
        _spans([(mention.earliest, mention.latest) for mention, _ in usable]),
        _spans([_born(mention) for mention, _ in usable]),
        np.array([number[place] if place else -1 for place in places], np.int32),
        np.array([areas.get(area, -1) for area in admins], np.int32),
        np.array([where[mention.list] for mention, _ in usable], np.int32),
    )


def _age(mention: Mention) -> int:
    if mention.age_low is None or mention.age_high is None or mention.age_high - mention.age_low > 5:
        return -1
    return (mention.age_low + mention.age_high) // 2


def _born(mention: Mention) -> tuple[date | None, date | None]:
    """The birth date; the first of January stands for any day of its year."""
    born = mention.born
    if born and (born.month, born.day) == (1, 1):
        return born, born + timedelta(days=364)
    return born, born


def _spans(days: Sequence[tuple[date | None, date | None]]) -> npt.NDArray[np.int32]:
    spans = [
        (first.toordinal(), last.toordinal()) if first and last and (last - first).days < 370 else (-1, -1)
        for first, last in days
    ]
    return np.array(spans, np.int32).reshape(len(spans), 2)


def _whole(names: Sequence[Spelled], letters: Mapping[str, int]) -> tuple[Any, ...]:
    written = np.zeros((len(names), WHOLE_BYTES), np.uint8)
    heard = np.zeros((len(names), WHOLE_BYTES), np.uint8)
    for row, name in enumerate(names):
        text = "".join(name.parts)
        _put(written[row], [letters.get(char, 255) for char in text])
        _put(heard[row], [CODE[sound] for sound in sounds(text)])
    return written, heard, np.array([is_arabic(name.parts[0]) for name in names], np.bool_)


def _tokens(vocabulary: Sequence[str], counts: Counter[str], letters: Mapping[str, int]) -> tuple[Any, ...]:
    """Sounds, letters, script, commonness, weight and rarity of each token, with the costs of changing them."""
    size = len(vocabulary)
    heard = np.zeros((size, TOKEN_BYTES), np.uint8)
    written = np.zeros((size, TOKEN_BYTES), np.uint8)
    for at, token in enumerate(vocabulary):
        _put(heard[at], [CODE[sound] for sound in sounds(token)])
        _put(written[at], [letters.get(char, 255) for char in token])
    total = max(1, sum(counts.values()))
    number = np.array([counts[token] for token in vocabulary], np.float64)
    usual = max(1e-12, float(((number / total) ** 2).sum()))
    rare = np.clip(np.log(usual * total / np.maximum(number, 1)), -3, 4).astype(np.float32)
    exchange, leave = _letter_costs(letters)
    return (
        heard,
        written,
        np.array([is_arabic(token) for token in vocabulary], np.bool_),
        number >= max(4.0, COMMON * total),
        np.where(heard > 0, LEAVE[heard], np.float32(0)).sum(axis=1).astype(np.float32),
        EXCHANGE,
        LEAVE,
        exchange,
        leave,
        rare,
    )


def _letter_costs(letters: Mapping[str, int]) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    exchange = np.ones((256, 256), np.float32)
    np.fill_diagonal(exchange, 0.0)
    for group in _ALIKE:
        present = [letters[char] for char in group if char in letters]
        for one in present:
            for other in present:
                if one != other:
                    exchange[one, other] = 0.6
    leave = np.ones(256, np.float32)
    for char in _SOFT:
        if char in letters:
            leave[letters[char]] = 0.7
    return exchange, leave


def _put(row: npt.NDArray[np.uint8], codes: list[int]) -> None:
    kept = codes[: len(row)]
    row[: len(kept)] = kept
