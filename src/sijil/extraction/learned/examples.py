"""What reviewers decided about a text, sentence by sentence, as a model learns from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sijil.extraction.segments import document
from sijil.extraction.tokens import Token, tokens

NOTHING = "none"
VICTIM, PERPETRATOR = "victim", "perpetrator"
Json = Mapping[str, Any]
"""A claim as `Claim.as_json` gives it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A text with the claims that were accepted and rejected in it.

    `whole`: no proposal awaits a decision, so that a sentence nobody claimed anything of says nothing. `proposed` are
    the keys' worth of accepted and rejected claims that the rules had made; the others a person added.
    """

    text: str
    accepted: Sequence[Json] = ()
    rejected: Sequence[Json] = ()
    whole: bool = False
    by_rules: Sequence[Json] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence: its words, what was accepted of it (`NOTHING` for nothing), and the spans of who is meant."""

    words: tuple[str, ...]
    event_type: str
    spans: tuple[tuple[str, int, int], ...] = field(default=())


def told_by(told: Told) -> list[Example]:
    """The sentences about which something was decided."""
    found = []
    for start, end in sentences(told.text):
        accepted = [claim for claim in told.accepted if _is_of(claim, start, end)]
        if accepted:
            found.append(_example(told.text, start, end, accepted))
        elif told.whole or any(_is_of(claim, start, end) for claim in told.rejected):
            found.append(Example(words_of(told.text, start, end), NOTHING))
    return found


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text are."""
    return [(sentence.start, sentence.end) for sentence in document(text).sentences]


def words_of(text: str, start: int, end: int) -> tuple[str, ...]:
    """The words of a sentence as a model is given them."""
    return tuple(token.low for token in tokens(text, start, end))


def _is_of(claim: Json, start: int, end: int) -> bool:
    """Whether at least half of a claim's quote stands in the sentence."""
    first, last = int(claim["start"]), int(claim["end"])
    return 2 * (min(last, end) - max(first, start)) >= last - first > 0


def _example(text: str, start: int, end: int, claims: Iterable[Json]) -> Example:
    there = tokens(text, start, end)
    ordered = sorted(claims, key=lambda claim: (int(claim["start"]), str(claim["event_type"])))
    spans = [span for claim in ordered for span in _spans(claim, there)]
    words = tuple(token.low for token in there)
    return Example(words, str(ordered[0]["event_type"]), tuple(dict.fromkeys(spans)))


def _spans(claim: Json, there: Sequence[Token]) -> Iterable[tuple[str, int, int]]:
    meant = [
        *((VICTIM, one.get("start"), one.get("end")) for one in claim.get("victims") or ()),
        *((PERPETRATOR, one.get("start"), one.get("end")) for one in claim.get("perpetrators") or ()),
    ]
    for role, start, end in meant:
        if isinstance(start, int) and isinstance(end, int):
            inside = [at for at, token in enumerate(there) if start <= token.start and token.end <= end]
            if inside:
                yield role, inside[0], inside[-1] + 1
