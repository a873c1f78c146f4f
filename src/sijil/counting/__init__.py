"""Figures and reported counts: mentions of victims and reported numbers in; bounds, histories and notes out.

In: mentions (rows of lists, victims of claims) that already know whom they are about under each view of
the unsure pairs, claims of events that have no victims, and numbers that others report with their scope. Out: figures
with low, best and high, what is proposed but not reviewed beside them, and the mentions each was made from; histories
of what each source reported; notes on arithmetic that does not fit. The rules are those of `RULES_VERSION`
(reference: method, section 2.2); reported counts never enter a figure.
"""

from sijil.counting.figures import RULES_VERSION, Figure, count
from sijil.counting.mentions import CountedEvent, CountedMention, Mandate
from sijil.counting.notes import KINDS, Note, propose
from sijil.counting.populations import kind_of
from sijil.counting.reported import History, Part, ReportedCount, difference, histories, total
from sijil.counting.scope import Population, Scope, Span

__all__ = [
    "KINDS",
    "RULES_VERSION",
    "CountedEvent",
    "CountedMention",
    "Figure",
    "History",
    "Mandate",
    "Note",
    "Part",
    "Population",
    "ReportedCount",
    "Scope",
    "Span",
    "count",
    "difference",
    "histories",
    "kind_of",
    "propose",
    "total",
]
