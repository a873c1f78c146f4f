"""What is kept of a model's answer: words that stand in the text. Of the rest, why it was refused."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from sijil.errors import JudgementRefused, QuoteRejected
from sijil.extraction.asked.prompt import PLACEHOLDERS
from sijil.extraction.gate import ground
from sijil.extraction.rules import EVENT_TYPES

MOST_CLAIMS = 200
_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*\Z", re.DOTALL | re.IGNORECASE)
_SHOWN = 80


@dataclass(slots=True)
class Answer:
    """Claims with their words and places, to be put through `derive`, and what was refused with the reason."""

    claims: list[dict[str, Any]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def understood(raw: bytes, text: str, start: int, end: int) -> Answer:
    """The claims in a server's answer about `text[start:end]`. Never raises: an answer of no use is refused whole."""
    answer = Answer()
    said = _content(raw, answer)
    if said is None:
        return answer
    given = said.get("claims")
    if not isinstance(given, list):
        answer.refused.append("the answer has no list of claims")
        return answer
    if len(given) > MOST_CLAIMS:
        answer.refused.append(f"only the first {MOST_CLAIMS} of {len(given)} claims were looked at")
    for one in given[:MOST_CLAIMS]:
        try:
            claim = _claim(one, text, start, end)
        except (QuoteRejected, JudgementRefused) as error:
            answer.refused.append(str(error))
            continue
        if claim not in answer.claims:
            answer.claims.append(claim)
    return answer


def _content(raw: bytes, answer: Answer) -> dict[str, Any] | None:
    try:
        outer = json.loads(raw)
        content = outer["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        answer.refused.append("the answer is not that of a chat completion")
        return None
    if not isinstance(content, str):
        answer.refused.append("the answer holds no text")
        return None
    fenced = _FENCE.match(content)
    try:
        said = json.loads(fenced[1] if fenced else content)
    except (ValueError, RecursionError):
        answer.refused.append(f"the model did not answer in JSON: {_short(content)}")
        return None
    if not isinstance(said, dict):
        answer.refused.append("the model's answer is not a JSON object")
        return None
    return said


def _claim(one: Any, text: str, start: int, end: int) -> dict[str, Any]:
    if not isinstance(one, dict):
        raise JudgementRefused("a claim is not a JSON object")
    kind, quote = one.get("event_type"), one.get("quote")
    if not isinstance(quote, str) or not quote.strip():
        raise QuoteRejected("a claim without a quote")
    if any(word in json.dumps(one, ensure_ascii=False) for word in PLACEHOLDERS):
        raise QuoteRejected("repeats the examples of the prompt", where=f"“{_short(quote)}”")
    if kind not in EVENT_TYPES:
        raise JudgementRefused(f"event_type is {kind!r}", where=f"“{_short(quote)}”")
    found = ground(text, quote, within=(start, end))
    inside = (found.start, found.end)
    return {
        "event_type": kind,
        "quote": found.quote,
        "start": found.start,
        "end": found.end,
        "polarity": "denies" if one.get("denied") is True else "asserts",
        "victims": [
            {"description": words, "start": at, "end": to}
            for words, at, to in _named(one, "victims", text, inside)
        ],
        "perpetrators": [
            {"as_said": words, "start": at, "end": to}
            for words, at, to in _named(one, "perpetrators", text, inside)
        ],
        "rule": f"model.{kind}",
    }


def _named(one: dict[str, Any], role: str, text: str, inside: tuple[int, int]) -> list[tuple[str, int, int]]:
    """The words of a role, each where it stands in the quote. Raises `QuoteRejected` for what does not stand there."""
    given = one.get(role) or []
    if not isinstance(given, list) or not all(isinstance(words, str) for words in given):
        raise JudgementRefused(f"{role} is not a list of words")
    found = [ground(text, words, within=inside) for words in given if words.strip()]
    return [(one.quote, one.start, one.end) for one in found]


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
