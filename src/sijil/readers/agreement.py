"""How far a text layer says what is printed on its page, as far as a machine can read the print."""

import re
from difflib import SequenceMatcher

from sijil.text import norm

LEAST = 0.6
"""Below this share the layer is not believed. A sound layer of clean print lies at 0.9 and above, one in visual
order or with wrong letters near 0: `tests/readers/test_agreement.py`."""
_WORD = re.compile(r"\w+")
_ENOUGH = 8
"""With fewer words on either side nothing follows from a comparison."""


def agreement(layer: str, print_read: str) -> float | None:
    """The share of words (0 to 1) that come in the same order in both; None when there is too little to compare.

    Words are compared as they are searched (`sijil.text.norm`): vowel signs and forms of a letter do not matter.
    """
    one, other = _WORD.findall(norm(layer)), _WORD.findall(norm(print_read))
    if min(len(one), len(other)) < _ENOUGH:
        return None
    matched = sum(block.size for block in SequenceMatcher(None, one, other, False).get_matching_blocks())
    return 2 * matched / (len(one) + len(other))
