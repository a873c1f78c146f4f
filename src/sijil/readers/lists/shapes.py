"""What a column holds by the look of its values, for columns whose header says nothing or the wrong thing."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from sijil.readers.lists.ages import parse_age
from sijil.readers.lists.values import is_absent, sex_code, status_of
from sijil.text import norm

_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?:[ t]\d{1,2}:\d{2}(?::\d{2})?)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
    r"|(?:\d{1,2}\s+)?[^\W\d_]{3,}\.?,?\s+(?:\d{1,2},?\s+)?\d{4}"
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_NAME = re.compile(r"[^\W\d_][^\d_@/\\|:;،,=+<>{}\[\]]*")
_DIGITS = re.compile(r"\d{6,14}")
_LONGEST_NAME = 70


def share(values: Sequence[str], shape: str) -> float:
    """The share of the values present that have the shape; 0 when none is present."""
    present = [value for value in values if not is_absent(value)]
    if not present:
        return 0.0
    return sum(_SHAPES[shape](value) for value in present) / len(present)


def is_date(value: str) -> bool:
    """A date in figures or with a month's name, or a year."""
    folded = norm(value)
    return bool(_DATE.fullmatch(folded) or _YEAR.fullmatch(folded))


def is_name(value: str) -> bool:
    """Two to seven words of letters."""
    words = value.split()
    return len(value) <= _LONGEST_NAME and 2 <= len(words) <= 7 and bool(_NAME.fullmatch(value.strip()))


def is_words(value: str) -> bool:
    """Letters and no figures: a name of any length."""
    return len(value) <= _LONGEST_NAME and bool(_NAME.fullmatch(value.strip()))


def counts_up(values: Sequence[str]) -> bool:
    """A running number: whole numbers, each one more than the one above, with few exceptions."""
    numbers = [int(norm(value)) for value in values if norm(value).isdecimal() and len(value) < 9]
    if len(numbers) < 3 or len(numbers) < 0.9 * sum(not is_absent(value) for value in values):
        return False
    steps = [after - before for before, after in pairwise(numbers)]
    return steps.count(1) >= 0.9 * len(steps)


def distinct(values: Sequence[str]) -> float:
    """The share of different values among those present."""
    present = [norm(value) for value in values if not is_absent(value)]
    return len(set(present)) / len(present) if present else 0.0


_SHAPES: dict[str, Callable[[str], bool]] = {
    "age": lambda value: parse_age(value) is not None,
    "sex": lambda value: bool(sex_code(value)),
    "status": lambda value: status_of(value) is not None,
    "date": is_date,
    "birth_date": is_date,
    "name": is_name,
    "words": is_words,
    "official_id": lambda value: bool(_DIGITS.fullmatch(norm(value).replace("-", ""))),
}
