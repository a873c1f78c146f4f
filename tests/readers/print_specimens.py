"""Pages of print, drawn for each test: nothing on them was ever written anywhere else."""

import io
from pathlib import Path

import pytest

from sijil.readers import transcript

NOTO = Path("/usr/share/fonts/truetype/noto")
FONTS = {"rtl": NOTO / "NotoNaskhArabic-Regular.ttf", "ltr": NOTO / "NotoSerif-Regular.ttf"}
ARABIC = (
    "قال شاهد إن مسلحين قتلوا ثلاثة مدنيين في بانياس",
    "يوم السابع من آذار وأضاف أن شقيقه ما زال مفقودا",
    "منذ ذلك اليوم ووثقت الشبكة مقتل 973 شخصا على الأقل",
)
ENGLISH = (
    "A witness said that gunmen killed three civilians",
    "in Baniyas on 7 March and that his brother",
    "has been missing since that day.",
)
needs_tesseract = pytest.mark.skipif(
    not transcript.installed() or not all(font.is_file() for font in FONTS.values()),
    reason="needs the extra `ocr`, tesseract's data (ara, eng, osd) and the Noto fonts",
)


def page(lines: tuple[str, ...], *, dpi: int = 300, turned: int = 0, form: str = "PNG") -> bytes:
    """Lines as a printed page of A4 width at `dpi`, turned anticlockwise, as a picture or a PDF of one."""
    from PIL import Image, ImageDraw, ImageFont

    size = dpi / 300
    way = "rtl" if lines[0] > "؀" else "ltr"
    image = Image.new("L", (round(2480 * size), round((300 + 120 * len(lines)) * size)), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(FONTS[way]), round(58 * size))
    for number, line in enumerate(lines):
        at = (round((2300 if way == "rtl" else 180) * size), round((150 + 120 * number) * size))
        draw.text(at, line, font=font, fill=0, anchor="ra" if way == "rtl" else "la", direction=way)
    written = io.BytesIO()
    options = {"resolution": dpi} if form == "PDF" else {"dpi": (dpi, dpi)}
    image.rotate(turned, expand=True).save(written, form, **options)
    return written.getvalue()


def layered(printed: tuple[str, ...], layer: tuple[str, ...], folder: Path) -> bytes:
    """A PDF of one page that shows `printed` and whose text layer, drawn with no colour, says `layer`."""
    import typst

    folder.joinpath("print.png").write_bytes(page(printed))
    lines = " \\ ".join(layer)
    source = folder / "page.typ"
    source.write_text(
        '#set page(width: 21cm, height: 12cm, margin: 1cm, background: image("print.png", width: 20cm))\n'
        '#set text(font: "Noto Naskh Arabic", size: 14pt, dir: rtl, fill: rgb(0, 0, 0, 0))\n' + lines,
        "utf-8",
    )
    return bytes(typst.compile(source, font_paths=[NOTO]))
