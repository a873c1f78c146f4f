"""What texts alone say about words: which go together, and which announce that something was done to somebody.

Clusters: words with the same neighbours (positive pointwise mutual information, reduced by a randomised singular value
decomposition: Halko, Martinsson and Tropp, SIAM Review 53(2), 2011), put into groups by k-means. No keys are used.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from muc.texts import Text

GROUPS, DIMENSIONS, RAREST, NEIGHBOURS = 150, 60, 3, 1500
_SEED = 1
_PLACES = (-2, -1, 1, 2)


def clusters(texts: Sequence[Text]) -> dict[str, int]:
    """The group of each word that is not too rare."""
    sentences = [[word for word, *_ in sentence] for text in texts for sentence in text.sentences]
    often = Counter(word for sentence in sentences for word in sentence)
    ranked = sorted(often, key=lambda word: (-often[word], word))
    words = {word: at for at, word in enumerate(ranked) if often[word] >= RAREST}
    near = {word: at for at, word in enumerate(ranked[:NEIGHBOURS])}
    table = np.zeros((len(words), len(_PLACES) * NEIGHBOURS), dtype=np.float32)
    for sentence in sentences:
        for at, word in enumerate(sentence):
            if word in words:
                for number, step in enumerate(_PLACES):
                    other = at + step
                    if 0 <= other < len(sentence) and sentence[other] in near:
                        table[words[word], number * NEIGHBOURS + near[sentence[other]]] += 1
    groups = _grouped(_reduced(_informative(table)))
    return {word: int(groups[at]) for word, at in words.items()}


def _informative(table: np.ndarray) -> np.ndarray:
    whole, rows, columns = table.sum(), table.sum(1, keepdims=True), table.sum(0, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        information = np.log(table * whole / (rows @ columns))
    return np.where(np.isfinite(information) & (information > 0), information, 0).astype(np.float32)


def _reduced(table: np.ndarray) -> np.ndarray:
    chance = np.random.default_rng(_SEED)
    basis = table @ chance.standard_normal((table.shape[1], DIMENSIONS + 20)).astype(np.float32)
    for _ in range(3):
        basis, _ = np.linalg.qr(table @ (table.T @ basis))
    left, sizes, _ = np.linalg.svd(basis.T @ table, full_matrices=False)
    points = (basis @ left)[:, :DIMENSIONS] * np.sqrt(sizes[:DIMENSIONS])
    return points / (np.linalg.norm(points, axis=1, keepdims=True) + 1e-9)


def _grouped(points: np.ndarray) -> np.ndarray:
    chance = np.random.default_rng(_SEED)
    centres = points[chance.choice(len(points), GROUPS, replace=False)]
    for _ in range(25):
        nearest = np.argmax(points @ centres.T, axis=1)
        for group in range(GROUPS):
            inside = points[nearest == group]
            if len(inside):
                centre = inside.sum(0)
                centres[group] = centre / (np.linalg.norm(centre) + 1e-9)
    return np.argmax(points @ centres.T, axis=1)


def announcing(texts: Sequence[Text]) -> frozenset[str]:
    """Words of sentences that name somebody or something in a role, more than twice as often as of others."""
    seen: Counter[str] = Counter()
    naming: Counter[str] = Counter()
    for text in texts:
        for sentence, spans in zip(text.sentences, text.spans, strict=True):
            words = {word for word, *_ in sentence}
            seen.update(words)
            naming.update(words if spans else ())
    usual = sum(naming.values()) / sum(seen.values())
    return frozenset(
        word
        for word, number in seen.items()
        if number >= 15 and naming[word] / number > 2.2 * usual and word.isalpha() and len(word) > 3
    )


def described(words: Sequence[str], group: dict[str, int], telling: frozenset[str]) -> list[list[str]]:
    """For each word its group, its neighbours' groups, and the nearest telling words, with a passive before them."""
    groups = [str(group.get(word, -1)) for word in words]
    return [
        [
            f"c={groups[at]}",
            *(f"c{step}={groups[at + step]}" for step in (-1, 1) if 0 <= at + step < len(words)),
            *_telling(words, at, telling),
        ]
        for at in range(len(words))
    ]


def _telling(words: Sequence[str], at: int, telling: frozenset[str]) -> list[str]:
    found = []
    ways = (("L", range(at - 1, max(-1, at - 13), -1)), ("R", range(at + 1, min(len(words), at + 13))))
    for side, places in ways:
        for place in places:
            if words[place] in telling:
                found += [
                    f"t{side}={words[place]}",
                    f"t{side}d={words[place]}:{min(3, abs(at - place) // 3)}",
                ]
                if place and words[place - 1] in {"was", "were", "been", "be", "being"}:
                    found.append(f"t{side}p={words[place]}")
                break
    return found
