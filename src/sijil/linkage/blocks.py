"""Which pairs are compared at all: those that share a key, in blocks of bounded size.

A key is made of consonant skeletons of parts of the name, in any order, so that scripts, spellings and dropped parts
do not hide a pair, together with a day, an age or a place. A block over its cap is left to finer keys and reported.
The same SQL runs on DuckDB and on Spark.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa  # type: ignore[import-untyped]

from sijil.linkage.columns import Columns
from sijil.linkage.database import database
from sijil.linkage.sounds import skeleton
from sijil.linkage.spelled import LONGEST

CAP = 100
CAP_OF_TWO_PARTS = 60
"""Records in a block at most; two parts of a name and nothing else make the weakest key."""

PAIRS_SQL = """
SELECT DISTINCT a.record::BIGINT * 4294967296 + b.record AS pair
FROM keys a
JOIN (SELECT "key" FROM keys GROUP BY "key" HAVING count(*) BETWEEN 2 AND {cap}) sized ON a."key" = sized."key"
JOIN keys b ON a."key" = b."key"
WHERE a.record < b.record
"""
LARGE_SQL = 'SELECT count(*) FROM (SELECT "key" FROM keys GROUP BY "key" HAVING count(*) > {cap})'

Numbers = npt.NDArray[np.int64]
_SEED = np.uint64(0x632BE59BD9B4E019)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True, slots=True)
class Blocked:
    """Pairs of rows, `one` before `other`, in order; and how many blocks were too large, by rule."""

    one: npt.NDArray[np.int32]
    other: npt.NDArray[np.int32]
    left_out: dict[str, int]


def block(columns: Columns) -> Blocked:
    """The pairs that share a key of any rule, found by DuckDB."""
    left_out = {}
    with database() as connection:
        connection.execute("CREATE TABLE pairs (pair BIGINT)")
        for name, cap, keys in rules(columns):
            connection.register("keys", keys)
            connection.execute(f"INSERT INTO pairs {PAIRS_SQL.format(cap=cap)}")
            row = connection.execute(LARGE_SQL.format(cap=cap)).fetchone()
            if row and row[0]:
                left_out[name] = int(row[0])
            connection.unregister("keys")
        found = connection.execute("SELECT DISTINCT pair FROM pairs").fetchnumpy()["pair"]
    pairs = np.asarray(found, np.int64)
    pairs.sort()
    return Blocked(*split(pairs), left_out)


def split(pairs: Numbers) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """The two rows of packed pairs."""
    return (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)


def rules(columns: Columns) -> Iterator[tuple[str, int, Any]]:
    """Each rule's name, its cap and its table of (key, record), every row once."""
    made = _Rules(columns)
    two, three, one = made.parts(2), made.parts(3), made.parts(1)
    for name, cap, parts, fields in (
        ("three parts", CAP, three, ()),
        ("two parts", CAP_OF_TWO_PARTS, two, ()),
        ("two parts, age", CAP, two, (made.age,)),
        ("two parts, place", CAP, two, (made.place,)),
        ("two parts, day, governorate", CAP, two, (made.day, made.admin)),
        ("two parts, day", CAP, two, (made.day,)),
        ("two parts, birth", CAP, two, (made.born,)),
        ("one part, birth", CAP, one, (made.born,)),
        ("one part, place, day", CAP, one, (made.place, made.day)),
        ("one part, place, age", CAP, one, (made.place, made.age)),
        ("official id", CAP, [made.nothing], (made.official,)),
    ):
        keys = made.table(parts, fields)
        if keys is not None:
            yield name, cap, keys


class _Rules:
    """The columns as whole numbers, -1 where nothing is known."""

    def __init__(self, columns: Columns) -> None:
        parts, sizes, _, age, died, born, place, admin, _ = columns.records
        number: dict[str, int] = {}
        codes = np.array(
            [number.setdefault(skeleton(token) or "~", len(number)) for token in columns.vocabulary] + [-1],
            np.int64,
        )
        self.size = len(sizes)
        self.tokens: Numbers = codes[parts]
        self.age = age.astype(np.int64)
        self.day = np.where(died[:, 1] - died[:, 0] > 3, -1, died[:, 0]).astype(np.int64)
        self.born = np.where(born[:, 1] - born[:, 0] > 3, -1, born[:, 0]).astype(np.int64)
        self.place: Numbers = codes[place]
        self.admin = admin.astype(np.int64)
        ids = [mention.official_id for mention in columns.mentions]
        known = {said: at for at, said in enumerate(sorted(set(ids) - {""}))}
        self.official = np.array([known.get(said, -1) for said in ids], np.int64)
        self.nothing = np.zeros((self.size, 1), np.int64)

    def parts(self, count: int) -> list[Numbers]:
        """Every choice of so many parts of the name, sorted."""
        return [np.sort(self.tokens[:, chosen], axis=1) for chosen in combinations(range(LONGEST), count)]

    def table(self, parts: Sequence[Numbers], fields: Sequence[Numbers]) -> Any:
        """(key, record) where all that the key is made of is known; None where that is nowhere."""
        keys, rows = [], []
        for chosen in parts:
            values = np.column_stack([chosen, *fields]) if fields else chosen
            known = np.flatnonzero((values >= 0).all(axis=1))
            if len(known):
                keys.append(_hash(values[known]))
                rows.append(known.astype(np.int32))
        if not keys:
            return None
        key, row = np.concatenate(keys), np.concatenate(rows)
        order = np.lexsort((row, key))
        key, row = key[order], row[order]
        first = np.ones(len(key), np.bool_)
        first[1:] = (key[1:] != key[:-1]) | (row[1:] != row[:-1])
        return pa.table({"key": key[first], "record": row[first]})


def _hash(values: Numbers) -> Numbers:
    mixed = np.zeros(len(values), np.uint64)
    for column in values.T:
        mixed = (mixed * _GOLDEN) ^ (column.astype(np.uint64) + _SEED)
        mixed ^= mixed >> np.uint64(29)
        mixed *= _MIX
        mixed ^= mixed >> np.uint64(32)
    return mixed.view(np.int64)
