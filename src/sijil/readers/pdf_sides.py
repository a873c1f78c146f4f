"""A PDF laid bare for the attack before something leaves: each page's text from its four sides, in every order.

Not for reading evidence: texts come several times, and none is fit to be quoted. Which pages hold drawings, or no text
at all, stands in the metadata (`drawn`, numbers from 1): those are to be looked at as print.
"""

import re

from sijil.readers import pdf
from sijil.readers.draft import Draft, Source
from sijil.readers.pdf_order import in_printed_order
from sijil.readers.pdfium import PdfPage
from sijil.readers.reading import Reading

VERSION = "1"
_LAM_ALEF = re.compile("([اأإآ])ل")
"""One glyph of a PDF, whose two letters many programs store the wrong way round."""
_ARABIC = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def read(source: Source) -> Reading:
    """A rendition for each way of hearing each page; what cannot be opened is refused as `pdf` refuses it."""
    document = pdf.opened(source)
    draft = Draft("pdf_sides", VERSION, "application/pdf")
    drawn = []
    for index in range(len(document)):
        page = document.page(index)
        bare = _texts(page, index + 1, draft)
        for kind, who, what in page.notes():
            draft.add(f"page {index + 1} {kind}", f"{who}\n{what}")
        if page.is_drawn_on() or bare:
            drawn.append(index + 1)
        page.close()
    draft.say("drawn", " ".join(map(str, drawn)))
    return draft.done()


def _texts(page: PdfPage, number: int, draft: Draft) -> bool:
    """Add the text of each side; gives whether there was none at all."""
    bare = True
    for side, turned in enumerate(page.turned()):
        units = turned.units()
        text = _from_units(units)
        bare &= not text.strip()
        draft.add(f"page {number}, side {side + 1}", text)
        if _ARABIC.search(text):
            draft.add(f"page {number} as printed", in_printed_order(turned.glyphs(units)).text)
            draft.add(f"page {number} lam-alef turned", _LAM_ALEF.sub(r"ل\1", text))
    return bare


def _from_units(units: list[int]) -> str:
    data = b"".join(unit.to_bytes(2, "little") for unit in units)
    return data.decode("utf-16-le", "replace").replace("\r", "\n")


warm = pdf.warm
