"""Many names to look one up in: by any spelling, in either script, within milliseconds among a million."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from sijil.names.alike import Floats, Indices, align, likeness
from sijil.names.parts import Name, parse_name
from sijil.names.sounds import Sounds, sounds, token_keys

WIDEST = 6
"""Parts of a name that are looked up; further ones are left out."""
RERANKED = 1500
_ROUNDED = 1e-4
"""Scores are told to four digits; those nearer than that may change places."""
_ROTATED = 0.06
"""What a name costs whose family name stands first."""


@dataclass(frozen=True, slots=True)
class Match:
    """A name that may be meant: from 1 on, its id as given, how alike from 0 to 1."""

    rank: int
    id: str
    score: float


class NameIndex:
    """Built once from pairs of id and name; `search` gives the same answer for the same names in any order."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._ids: list[str] = []
        self._tokens: dict[str, int] = {}
        rows: list[list[int]] = []
        for number, written in sorted(names, key=lambda pair: (pair[1], pair[0])):
            for spelling in _spellings(parse_name(written)):
                self._ids.append(number)
                rows.append([self._token(token) for token in spelling[:WIDEST]])
        self._parts: Indices = _padded(rows)
        self._sounds: list[Sounds] = [sounds(token) for token in self._tokens]
        self._postings = self._posted()
        self._weights = self._weighed()

    def __len__(self) -> int:
        return len(self._ids)

    def _token(self, token: str) -> int:
        return self._tokens.setdefault(token, len(self._tokens))

    def _posted(self) -> dict[str, Indices]:
        """By key the rows that have a token of that key, in order."""
        of_token: dict[str, list[int]] = {}
        for token, number in self._tokens.items():
            for key in token_keys(token):
                of_token.setdefault(key, []).append(number)
        flat = self._parts.ravel()
        order = np.argsort(flat, kind="stable")
        bounds = np.searchsorted(flat[order], np.arange(len(self._tokens) + 1))
        rows = (order // self._parts.shape[1]).astype(np.int32)
        return {
            key: np.unique(np.concatenate([rows[bounds[one] : bounds[one + 1]] for one in some]))
            for key, some in of_token.items()
        }

    def _weighed(self) -> Floats:
        """How much each token tells: half for the commonest, one for the rarest."""
        counts = np.bincount(self._parts[self._parts >= 0].ravel(), minlength=max(len(self._tokens), 1))
        rarity = np.log((len(self._ids) + 1) / np.maximum(counts, 1))
        top = float(rarity.max()) if len(rarity) else 1.0
        return np.asarray(0.5 + 0.5 * rarity / max(top, 1e-6), np.float32)

    def search(self, query: str, top: int = 10) -> list[Match]:
        """The `top` names most alike, the best first; equal scores in the order of their ids."""
        name = parse_name(query)
        if not self._ids or not name.parts or name.names == 0:
            return []
        best: dict[str, float] = {}
        for spelling in _spellings(name):
            tokens = list(spelling[:WIDEST])
            rows = self._candidates(tokens)
            self._keep(best, rows, self._scored(tokens, rows), top)
        limit = 1.0 if name.comparable else 0.5
        ordered = sorted(best.items(), key=lambda pair: (-round(pair[1], 4), pair[0]))[:top]
        return [Match(at + 1, one, round(min(score, limit), 4)) for at, (one, score) in enumerate(ordered)]

    def _keep(self, best: dict[str, float], rows: Indices, scores: Floats, top: int) -> None:
        """The best score of each id, down to where no further one can stand among the `top`."""
        found: dict[str, float] = {}
        least = 0.0
        for at in np.argsort(-scores, kind="stable").tolist():
            number, score = self._ids[rows[at]], float(scores[at])
            if score <= least:
                break
            found.setdefault(number, score)
            if len(found) == top:
                least = max(least, score - _ROUNDED)
        for number, score in found.items():
            best[number] = max(score, best.get(number, 0.0))

    def _candidates(self, tokens: list[str]) -> Indices:
        """The rows that share most, by weight, of what the query's tokens may have been written as."""
        shared = np.zeros(len(self._ids), np.float32)
        seen: list[Indices] = []
        for keys in dict.fromkeys(token_keys(token) for token in tokens):
            lists = [self._postings[key] for key in keys if key in self._postings]
            if not lists:
                continue
            rows = lists[0] if len(lists) == 1 else self._any(lists)
            shared[rows] += np.log((len(self._ids) + 1) / len(rows)) + 0.1
            seen.append(rows)
        if not seen:
            return np.zeros(0, np.int32)
        seen.sort(key=len)
        # Whoever shares only the commonest token is not looked at, if there are other tokens.
        union = self._any(seen[: max(1, len(seen) - 1)])
        if len(union) <= RERANKED:
            return union
        least = np.partition(shared[union], len(union) - RERANKED)[len(union) - RERANKED]
        return np.asarray(union[shared[union] >= least][: 10 * RERANKED], np.int32)

    def _any(self, lists: list[Indices]) -> Indices:
        """The rows of any of the lists, in order; marking them is quicker than sorting them."""
        marked = np.zeros(len(self._ids), np.bool_)
        for rows in lists:
            marked[rows] = True
        return np.flatnonzero(marked).astype(np.int32)

    def _scored(self, tokens: list[str], rows: Indices) -> Floats:
        if not len(rows):
            return np.zeros(0, np.float32)
        parts = self._parts[rows]
        there = parts >= 0
        distinct, where = np.unique(parts[there], return_inverse=True)
        columns = np.zeros(parts.shape, np.int32)
        columns[there] = where
        table = likeness(
            [sounds(token) for token in tokens], [self._sounds[one] for one in distinct.tolist()]
        )
        weights = np.where(there, self._weights[np.maximum(parts, 0)], 0).astype(np.float32)
        weight = self._weight_of(tokens, table, distinct)
        alike = table[:, columns].transpose(1, 0, 2)
        straight = align(alike, weight, weights, there)
        if len(tokens) < 3:
            return np.clip(straight, 0, 1)
        turned = [len(tokens) - 1, *range(len(tokens) - 1)]
        other = [*range(1, len(tokens)), 0]
        rotated = np.maximum(
            align(alike[:, turned], weight[turned], weights, there),
            align(alike[:, other], weight[other], weights, there),
        )
        return np.clip(np.maximum(straight, rotated - _ROTATED), 0, 1)

    def _weight_of(self, tokens: list[str], table: Floats, distinct: Indices) -> Floats:
        """A query's token weighs as much as the token it is most alike to."""
        if not len(distinct):
            return np.ones(len(tokens), np.float32)
        return np.asarray(self._weights[distinct[table.argmax(1)]], np.float32)


def _spellings(name: Name) -> list[tuple[str, ...]]:
    """The tokens of a name, and of the other spelling in its cell."""
    found = [tuple(part.folded for part in name.parts)] if name.parts else []
    also = parse_name(" ".join(name.also)).parts if name.also else ()
    return found + ([tuple(part.folded for part in also)] if len(also) > 1 else [])


def _padded(rows: list[list[int]]) -> Indices:
    parts = np.full((len(rows), WIDEST), -1, np.int32)
    for at, row in enumerate(rows):
        parts[at, : len(row)] = row
    return parts
