"""The classes of words, and the tag that a word gets in its place."""

from dataclasses import dataclass

DET, NEGDET, QUANT, POSS, PRON, NUM = "DET", "NEGDET", "QUANT", "POSS", "PRON", "NUM"
ADJ, NOUN, NAME, ADV, PREP = "ADJ", "NOUN", "NAME", "ADV", "PREP"
BE, HAVE, DO, MODAL, NEG, TO, VERB = "BE", "HAVE", "DO", "MODAL", "NEG", "TO", "VERB"
SUB, REL, CC, OWNER, QUOTE = "SUB", "REL", "CC", "OWNER", "QUOTE"

BEFORE_NOUN = frozenset({DET, NEGDET, POSS, ADJ, NUM, QUANT, OWNER})
QUOTES = frozenset("\"'“”‘’„«»")


@dataclass(frozen=True, slots=True)
class Tag:
    """A word's class; for a verb also its base and its form (base, s, past, participle, ing)."""

    kind: str
    base: str = ""
    form: str = ""


def last_kind(tags: list[Tag]) -> str:
    """The kind of the last tag that is neither an adverb nor a negation, or nothing."""
    for tag in reversed(tags):
        if tag.kind not in (ADV, NEG):
            return tag.kind
    return ""
