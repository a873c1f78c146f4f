"""Print in a picture turned into text by tesseract: one page of a PDF, or a photo of a document.

What comes out is a draft: the machine's guess at what is printed, which a person compares with the picture
before anything in it counts. Clean print only; handwriting comes out as nonsense that looks like words.

One language for each page, chosen by its script: Arabic read as Arabic and English together has four times the
errors, and Arabic falls apart below 150 dpi, small print below 200, unless the picture is enlarged first (reference
on custody and reading, 6.2; `benchmarks/ocr.py`). tesserocr is optional (extra `ocr`); the data are the system's.
"""

import io
import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

from sijil.readers import tessdata
from sijil.readers.draft import Draft, Source, refused
from sijil.readers.print_lines import Box, Line, as_text, in_place, lines_of, passed_over
from sijil.readers.reading import Reading
from sijil.readers.stills import let_pillow_in

VERSION = "1"
INSTALL = "install the extra `ocr` and tesseract's data for Arabic, English and scripts: see `sijil doctor`"
DPI = 300
_MOST_PIXELS = 40_000_000
_A4_INCHES = 11.7
"""A photo of a document that does not say how dense it is is taken for a sheet of this length."""
_MOST_ENLARGED = 4.0
_SURE_OF_SCRIPT = 1.0
_DOUBTFUL = 60
"""Below this confidence, of 100, a word is counted as doubtful."""
_MARKS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


@cache
def installed() -> bool:
    """Whether library and trained data are there, found out without importing anything."""
    return find_spec("tesserocr") is not None and bool(tessdata.languages())


@dataclass(frozen=True, slots=True)
class Picture:
    """Shades of grey, one byte each."""

    pixels: bytes
    width: int
    height: int
    line: int
    dpi: int


@dataclass(frozen=True, slots=True)
class Recognised:
    """The lines of a page, and the language they were read in."""

    lines: list[Line]
    language: str

    @property
    def confidences(self) -> list[float]:
        """Tesseract's confidence in each word, from 0 to 100."""
        return [one for line in self.lines for one in line.confidences]

    @property
    def words(self) -> int:
        """How many words there are."""
        return len(self.confidences)

    @property
    def sure(self) -> int:
        """How many of them tesseract is sure of."""
        return sum(one >= _DOUBTFUL for one in self.confidences)

    def as_line(self, box: Box) -> Line:
        """All of it as one line that stands at `box`."""
        return Line(" ".join(line.text for line in self.lines), box, False, tuple(self.confidences))


def read(source: Source) -> Reading:
    """One rendition, a draft; in the metadata its language, tesseract's confidence and how it was turned."""
    import tesserocr  # type: ignore[import-untyped]  # it ships no types

    made_by = _made_by()
    draft = Draft("transcript", f"{VERSION} ({made_by})", source.media_type)
    picture = _page(source) if source.media_type == "application/pdf" else _photo(source)
    languages, turned = _script(tesserocr, picture)
    best = _best(tesserocr, _turned(picture, turned), languages)
    draft.add("transcript", as_text(best.lines), draft=f"{made_by}, {best.language}")
    draft.say("language", best.language)
    draft.say("confidence", round(sum(best.confidences) / best.words) if best.words else 0)
    draft.say("doubtful_words", best.words - best.sure)
    draft.say("turned", turned or "")
    return draft.done()


def _page(source: Source) -> Picture:
    from sijil.readers.pdf import opened

    page = opened(source).page(source.number - 1)
    try:
        pixels, width, height, line, dpi = page.image(DPI, _MOST_PIXELS)
    finally:
        page.close()
    return Picture(pixels, width, height, line, dpi)


def _photo(source: Source) -> Picture:
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    try:
        with Image.open(io.BytesIO(source.all_bytes())) as opened:
            stated = float(opened.info.get("dpi", (0, 0))[0] or 0)
            grey = ImageOps.exif_transpose(opened).convert("L")
    except Image.DecompressionBombError as error:
        raise refused(f"too many pixels to be read as a document ({error})", "make it smaller") from error
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise refused(f"the picture cannot be opened ({error})", "save it anew as PNG or JPEG") from error
    dense = stated if stated > 1 and stated != 72 else max(grey.size) / _A4_INCHES
    scale = min(DPI / dense, _MOST_ENLARGED, (_MOST_PIXELS / (grey.width * grey.height)) ** 0.5)
    if scale > 1:
        grey = grey.resize((round(grey.width * scale), round(grey.height * scale)), Image.Resampling.LANCZOS)
        dense *= scale
    return Picture(grey.tobytes(), grey.width, grey.height, grey.width, round(dense))


def _script(tesserocr: Any, picture: Picture) -> tuple[tuple[str, ...], int]:
    """The language of the page's script, or every one there is where it is in doubt; and how far it lies turned."""
    there = tessdata.languages()
    with tesserocr.PyTessBaseAPI(path=tessdata.folder(), lang="osd", psm=tesserocr.PSM.OSD_ONLY) as api:
        _show(api, picture)
        found = api.DetectOrientationScript()
    if not found:
        return there, 0
    turned = int(found["orient_deg"]) if found["orient_conf"] >= _SURE_OF_SCRIPT else 0
    language = tessdata.SCRIPTS.get(str(found["script_name"]), "")
    sure = language in there and found["script_conf"] >= _SURE_OF_SCRIPT
    return ((language,) if sure else there), turned


def _best(tesserocr: Any, picture: Picture, languages: tuple[str, ...]) -> "Recognised":
    """The page in the language whose words tesseract is sure of, with the lines it passed over at first."""
    found = [_recognised(tesserocr, picture, one, tesserocr.PSM.AUTO) for one in languages]
    best = max(found, key=lambda one: one.sure)
    page = _image(picture)
    for box in passed_over(page, best.lines):
        strip = _cut(page, box, picture.dpi)
        # Where the first finds no line in a strip that is one, the second does not look for it.
        ways = (tesserocr.PSM.SINGLE_LINE, tesserocr.PSM.RAW_LINE)
        tried = (_recognised(tesserocr, strip, best.language, way) for way in ways)
        late = next((one for one in tried if one.words), Recognised([], best.language))
        if late.sure > late.words - late.sure:
            best = Recognised(in_place(best.lines, late.as_line(box)), best.language)
    return best


def _recognised(tesserocr: Any, picture: Picture, language: str, layout: int) -> "Recognised":
    with tesserocr.PyTessBaseAPI(path=tessdata.folder(), lang=language, psm=layout) as api:
        _show(api, picture)
        table = _MARKS.sub("", api.GetTSVText(0))
    return Recognised(lines_of(table), language)


def _cut(page: Any, box: Box, dpi: int) -> Picture:
    """A strip of the page with an empty margin."""
    from PIL import ImageOps

    strip = ImageOps.expand(page.crop(box), border=(box[3] - box[1]) // 2, fill=255)
    return Picture(strip.tobytes(), strip.width, strip.height, strip.width, dpi)


def _image(picture: Picture) -> Any:
    from PIL import Image

    size = (picture.width, picture.height)
    return Image.frombytes("L", size, picture.pixels, "raw", "L", picture.line)


def _show(api: Any, picture: Picture) -> None:
    api.SetImageBytes(picture.pixels, picture.width, picture.height, 1, picture.line)
    api.SetSourceResolution(picture.dpi)


def _turned(picture: Picture, degrees: int) -> Picture:
    """The picture put upright, `degrees` as tesseract counts them."""
    if not degrees:
        return picture
    grey = _image(picture).rotate(degrees, expand=True)
    return Picture(grey.tobytes(), grey.width, grey.height, grey.width, picture.dpi)


@cache
def _made_by() -> str:
    """The version of tesseract. Asked before any child is forked: its library crashes where it may write nothing."""
    import tesserocr

    return f"tesseract {tesserocr.tesseract_version().split()[1]}"


def warm() -> None:
    """Load what reading needs before any child is forked."""
    let_pillow_in()
    import PIL.Image
    import PIL.ImageDraw

    import sijil.readers.pdf

    PIL.Image.init()
    sijil.readers.pdf.warm()
    _made_by()
