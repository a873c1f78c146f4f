"""Figures: mentions of victims and reported events in, numbers with bounds and their inputs out.

In: mentions (rows of lists, victims of claims) that already know whom they are about under each view of
the unsure pairs, and claims of events that have no victims. Out: figures with low, best and high, what is
proposed but not reviewed beside them, and the mentions each was made from. The rules are those of
`RULES` (reference: method, section 2.2); reported counts never enter.
"""

from sijil.counting.figures import RULES_VERSION, Figure, count
from sijil.counting.mentions import CountedEvent, CountedMention, Scope

__all__ = ["RULES_VERSION", "CountedEvent", "CountedMention", "Figure", "Scope", "count"]
