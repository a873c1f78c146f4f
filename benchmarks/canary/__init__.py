"""Invented protected strings, their disguises, and files that carry them."""
