"""A model of what the reviewers of one case accept: which sentences claim what, and who in them is meant."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from sijil.extraction.learned import tagger
from sijil.extraction.learned.examples import NOTHING, VICTIM, Example, sentences, words_of
from sijil.extraction.tokens import tokens

VERSION = "1"
LEAST = 0.6
"""A sentence is proposed when the model is at least so sure of what it claims."""
LEAST_SPAN = 0.5
FEWEST = 5
"""An event type with fewer accepted sentences is not learned."""
_HEAD = 8


class Model:
    """A trained model at work. `data` are its bytes; the same bytes propose the same claims."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        size = int.from_bytes(data[:_HEAD], "big")
        self._kinds = tagger.Tagger(data[_HEAD : _HEAD + size])
        rest = data[_HEAD + size :]
        self._people = tagger.Tagger(rest) if rest else None

    @property
    def sha256(self) -> str:
        """The hash of its bytes, as recorded with each claim."""
        return hashlib.sha256(self.data).hexdigest()

    def propose(self, text: str) -> Iterator[dict[str, Any]]:
        """Claims with their words only, one a sentence at most, in reading order: to be put through `derive`."""
        for start, end in sentences(text):
            words = words_of(text, start, end)
            kind, sure = self.kind_of(words)
            if kind != NOTHING and sure >= LEAST:
                claim = {"event_type": kind, "quote": text[start:end], "start": start, "end": end}
                yield claim | self._meant(text, start, end, words, kind) | {"rule": f"learned.{kind}"}

    def kind_of(self, words: Sequence[str]) -> tuple[str, float]:
        """What a sentence claims, and how sure the model is, from 0 to 1."""
        spans = self._kinds.spans([_bag(words)], least=0.0)
        best = max(spans, key=lambda span: (span.sure, span.label), default=None)
        return (best.label, best.sure) if best else (NOTHING, 0.0)

    def _meant(
        self, text: str, start: int, end: int, words: Sequence[str], kind: str
    ) -> dict[str, list[dict[str, Any]]]:
        victims, perpetrators = [], []
        there = tokens(text, start, end)
        if self._people is not None:
            for span in self._people.spans(tagger.features(words, (kind,)), least=LEAST_SPAN):
                first, last = there[span.first].start, there[span.last - 1].end
                if span.label == VICTIM:
                    victims.append({"description": text[first:last], "start": first, "end": last})
                else:
                    perpetrators.append({"as_said": text[first:last], "start": first, "end": last})
        return {"victims": victims, "perpetrators": perpetrators}


def train(examples: Iterable[Example]) -> Model | None:
    """A model of what was decided; None when nothing was accepted, or nothing rejected, often enough."""
    told = list(examples)
    often = Counter(one.event_type for one in told)
    kinds = {kind for kind, number in often.items() if number >= FEWEST}
    if NOTHING not in kinds or len(kinds) < 2:
        return None
    known = [one for one in told if one.event_type in kinds]
    sorted_out = tagger.train(([_bag(one.words)], [f"B-{one.event_type}"]) for one in known)
    about = [one for one in known if one.spans]
    people = tagger.train(
        (tagger.features(one.words, (one.event_type,)), tagger.tags(len(one.words), one.spans))
        for one in about
    )
    return Model(len(sorted_out).to_bytes(_HEAD, "big") + sorted_out + (people if about else b""))


def _bag(words: Sequence[str]) -> list[str]:
    """What a sentence is described by: its words, and each with the next."""
    found = dict.fromkeys(["bias", *(f"w={word}" for word in words), *(f"s={word[:4]}" for word in words)])
    pairs = (f"p={one}|{other}" for one, other in pairwise(words))
    return [*found, *dict.fromkeys(pairs)]


def fingerprint(examples: Iterable[Example]) -> str:
    """The hash of what a model was made from."""
    told = [[one.words, one.event_type, one.spans] for one in examples]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
