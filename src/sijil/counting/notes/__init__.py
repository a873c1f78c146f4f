"""Arithmetic as evidence: reported counts in, notes on what does not fit out. A note proposes; it corrects nothing.

`propose` looks at every reported count of a case and returns the misfits that the reference of the method found in real
reporting (section 3.3, T1 to T14): parts against totals, increments against running totals, one number with two
meanings, dates mixed, slips of the pen between sources, a part passed on as the whole. Sums that agree say nothing.
"""

from sijil.counting.notes.note import KINDS, Note
from sijil.counting.notes.proposing import propose

__all__ = ["KINDS", "Note", "propose"]
