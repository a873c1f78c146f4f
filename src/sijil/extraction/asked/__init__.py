"""A language model that the user runs, asked for words that stand in a text; everything else it says is thrown away.

It is optional, off unless a case names its address, and believed in nothing: what it returns goes through the same
quote gate as everything else, and a person decides. No model comes with Sijil and none is fetched.
"""

from sijil.extraction.asked.address import Address, address
from sijil.extraction.asked.answers import Answer, understood
from sijil.extraction.asked.client import ask
from sijil.extraction.asked.prompt import VERSION, pieces, request

__all__ = ["VERSION", "Address", "Answer", "address", "ask", "pieces", "request", "understood"]
