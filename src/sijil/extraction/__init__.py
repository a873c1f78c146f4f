"""Text in, candidate claims out; and the quote gate.

`extract` finds who says what was done to whom, with a place in the text for every field; nothing it
returns counts before a person accepts it. `ground`, `occurrences` and `check` decide whether a quote is
in a text: exactly, or after reversible folding, or not at all. `derive` makes the values of a claim that
a person edited from the words it points to. `unsupported_languages` says what was not searched.
"""

from sijil.extraction.claim import Claim
from sijil.extraction.derive import derive
from sijil.extraction.extract import extract, unsupported_languages
from sijil.extraction.gate import Grounded, check, ground, occurrences
from sijil.extraction.rules import RULES_VERSION

__all__ = [
    "RULES_VERSION",
    "Claim",
    "Grounded",
    "check",
    "derive",
    "extract",
    "ground",
    "occurrences",
    "unsupported_languages",
]
