"""The makers of the example case.

Texts and tables in `texts/` go in; the bytes of the evidence files, the gazetteer, the truth and the
reviewer's notes come out (`make.case.files`). Nothing here reads a clock or the network, and the only
source of chance is a fixed seed, so that the same texts always give the same bytes.
"""

from make.case import files

__all__ = ["files"]
