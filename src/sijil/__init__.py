"""Sijil: every figure clicks back to the quote that says it."""

__version__ = "0.1.0"
