"""Text in, candidate claims out; and the quote gate."""

from sijil.extraction.gate import Grounded, check, ground, occurrences

__all__ = ["Grounded", "check", "ground", "occurrences"]
