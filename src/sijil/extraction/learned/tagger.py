"""A linear-chain CRF over the words of a sentence that finds spans, and says how sure it is of each.

Lafferty, McCallum and Pereira, "Conditional Random Fields", ICML 2001; trained by L-BFGS in CRFsuite. The same
sentences in the same order give the same model, byte for byte.
"""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite  # type: ignore[import-untyped]  # it ships no types

OUTSIDE = "O"
Described = Sequence[str] | Mapping[str, float]
"""What a word is described by: names, or names with weights."""
_WINDOW = (-3, -2, -1, 1, 2, 3)
_CONTINUES = 0.5
"""A span goes on while the next word is at least this likely to belong to it, given that the last one did."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words `first` to `last` (not included) bear `label`; `sure` is the marginal probability of the first."""

    label: str
    first: int
    last: int
    sure: float


def features(words: Sequence[str], about: Sequence[str] = ()) -> list[list[str]]:
    """What each word is described by: itself, its endings, its neighbours; `about` is said of all of them."""
    low = [word.lower() for word in words]
    return [[*_of_word(low, at), *(f"about={one}" for one in about)] for at in range(len(low))]


def _of_word(words: Sequence[str], at: int) -> list[str]:
    word, size = words[at], len(words)
    found = ["b", f"w={word}", f"s3={word[-3:]}", f"s2={word[-2:]}", f"p3={word[:3]}", f"sh={_shape(word)}"]
    for step in _WINDOW:
        near = at + step
        found.append(f"{step}:{words[near] if 0 <= near < size else '<>'}")
    if at > 0:
        found += [f"-1:s3={words[at - 1][-3:]}", f"l={words[at - 1]}|{word}"]
    if at + 1 < size:
        found += [f"1:s3={words[at + 1][-3:]}", f"r={word}|{words[at + 1]}"]
    if at > 1:
        found.append(f"ll={words[at - 2]}|{words[at - 1]}")
    if at + 2 < size:
        found.append(f"rr={words[at + 1]}|{words[at + 2]}")
    return found


def _shape(word: str) -> str:
    return "".join("d" if sign.isdigit() else "x" if sign.isalpha() else "p" for sign in word[:3])


def tags(size: int, spans: Iterable[tuple[str, int, int]]) -> list[str]:
    """Labels word by word, `B-` at the beginning of a span and `I-` inside; of overlapping spans the longer."""
    found = [OUTSIDE] * size
    for label, first, last in sorted(spans, key=lambda one: (one[1] - one[2], one)):
        if all(one == OUTSIDE for one in found[first:last]):
            found[first:last] = [f"B-{label}", *[f"I-{label}"] * (last - first - 1)]
    return found


def train(
    sentences: Iterable[tuple[Sequence[Described], Sequence[str]]],
    *,
    rounds: int = 70,
    strength: float = 0.0,
    settings: Mapping[str, float] | None = None,
) -> bytes:
    """A model, from the features and tags of sentences; `strength` holds weights back further (L1 and L2 alike).

    `settings` are CRFsuite's own, in place of these.
    """
    trainer = pycrfsuite.Trainer(verbose=False)
    for described, labels in sentences:
        trainer.append(described, labels)
    trainer.select("lbfgs")
    usual = {"c1": 0.05 + strength, "c2": 0.2 + strength, "max_iterations": rounds, "feature.minfreq": 2}
    trainer.set_params(usual | dict(settings or {}))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model")
        trainer.train(str(path))
        return path.read_bytes()


class Tagger:
    """A trained model at work."""

    def __init__(self, model: bytes) -> None:
        self._model = model
        self._crf = pycrfsuite.Tagger()
        self._crf.open_inmemory(model)
        self.labels = sorted({label[2:] for label in self._crf.labels() if label != OUTSIDE})

    def spans(self, described: Sequence[Described], *, least: float = 0.5) -> list[Span]:
        """Every span whose first word is at least so likely to begin one, by label and place."""
        self._crf.set(described)
        size, inside = len(described), set(self._crf.labels())
        found = []
        for label in self.labels:
            begins = [self._crf.marginal(f"B-{label}", at) for at in range(size)]
            for at, sure in enumerate(begins):
                if sure >= least:
                    last = self._end(label, at, sure, size) if f"I-{label}" in inside else at + 1
                    found.append(Span(label, at, last, sure))
        return found

    def _end(self, label: str, at: int, sure: float, size: int) -> int:
        last = at + 1
        while last < size:
            goes_on = self._crf.marginal(f"I-{label}", last)
            if goes_on <= _CONTINUES * sure:
                break
            sure, last = goes_on, last + 1
        return last
