"""Claims from Arabic text. Its words and clauses are read here; claim, gate, dates and numbers are those of all.

The written verb mostly does not say whether it is active or passive (قتل): who did it and to whom it was done is read
only from what stands beside it, and left open where nothing does.
"""

from sijil.extraction.arabic.extraction import claims, is_arabic
from sijil.extraction.arabic.reading import read_victim, sex_in

__all__ = ["claims", "is_arabic", "read_victim", "sex_in"]
