"""Character errors of draft transcripts: passages drawn as clean print, read back through the fence.

Each language, density and length of page comes in four sizes of type. `lost` counts lines of which less than
half came back. Needs the extra `ocr`, tesseract's data (ara, eng, osd) and the Noto fonts.

    python benchmarks/ocr.py
"""

import io
import re
import sys
import tempfile
from difflib import SequenceMatcher
from pathlib import Path
from statistics import mean

from sijil.readers import Fence, transcript

NOTO = Path("/usr/share/fonts/truetype/noto")
FONTS = {"ara": NOTO / "NotoNaskhArabic-Regular.ttf", "eng": NOTO / "NotoSerif-Regular.ttf"}
PASSAGES = {
    "ara": "قال شاهد إن مسلحين قتلوا ثلاثة مدنيين في بانياس يوم السابع من آذار وأضاف أن شقيقه ما زال مفقودا منذ ذلك "
    "اليوم ووثقت الشبكة مقتل 973 شخصا على الأقل بينهم نساء وأطفال في عدة قرى من الساحل وقال ناج آخر إن المهاجمين "
    "أحرقوا البيوت واقتادوا الرجال إلى جهة مجهولة ثم غادروا القرية عند المساء وأعلنت اللجنة أنها ستقدم تقريرها خلال "
    "ثلاثين يوما من تاريخ تشكيلها",
    "eng": "A witness said that gunmen killed three civilians in Baniyas on 7 March and that his brother "
    "has been missing since that day. The network documented the killing of at least 973 people "
    "among them women and children in several villages of the coast and another survivor said that "
    "the attackers burnt houses and took the men to an unknown place before leaving the village in "
    "the evening.",
}
SIZES = (10, 12, 14, 18)
DENSITIES = (72, 100, 150, 200, 300)
LENGTHS = (3, 12)


def drawn(language: str, dpi: int, points: int, most: int) -> tuple[bytes, list[str]]:
    """A page of A4 width with at most so many lines, as a PNG that states its density, and the lines."""
    from PIL import Image, ImageDraw, ImageFont

    way = "rtl" if language == "ara" else "ltr"
    font = ImageFont.truetype(str(FONTS[language]), max(6, round(points * dpi / 72)))
    width = round(8.27 * dpi)
    page = Image.new("L", (width, round(11.69 * dpi)), 255)
    draw = ImageDraw.Draw(page)
    lines = [""]
    for word in PASSAGES[language].split():
        longer = f"{lines[-1]} {word}".strip()
        if draw.textlength(longer, font=font, direction=way) > width * 0.8:
            lines.append(word)
        else:
            lines[-1] = longer
    lines = lines[:most]
    for number, line in enumerate(lines):
        at = (width * (0.9 if way == "rtl" else 0.1), dpi * 0.8 + number * points * dpi / 72 * 1.9)
        draw.text(at, line, font=font, fill=0, anchor="ra" if way == "rtl" else "la", direction=way)
    data = io.BytesIO()
    page.save(data, "PNG", dpi=(dpi, dpi))
    return data.getvalue(), lines


def errors(printed: list[str], read: str) -> float:
    """Character error rate, white space counted once."""
    wanted, got = (re.sub(r"\s+", " ", text).strip() for text in (" ".join(printed), read))
    row = list(range(len(got) + 1))
    for number, letter in enumerate(wanted, 1):
        above, row = row, [number]
        for at, other in enumerate(got, 1):
            row.append(min(above[at] + 1, row[-1] + 1, above[at - 1] + (letter != other)))
    return row[-1] / len(wanted)


def lost(printed: list[str], read: str) -> int:
    """How many lines did not come back."""
    got = [line for line in read.split("\n") if line.strip()] or [""]
    return sum(max(SequenceMatcher(None, line, one, False).ratio() for one in got) < 0.5 for line in printed)


def main() -> None:
    """Print a row for each language and density."""
    if not transcript.installed():
        sys.exit(f"skipped: {transcript.INSTALL}")
    print(f"{'':4}{'dpi':>5}{'lines':>7}{'lost':>6}{'CER mean':>10}{'worst page':>12}")
    with Fence() as fence, tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.png")
        for language in PASSAGES:
            for dpi in DENSITIES:
                rates, gone, many = [], 0, 0
                for points in SIZES:
                    for most in LENGTHS:
                        data, lines = drawn(language, dpi, points, most)
                        path.write_bytes(data)
                        text = fence.transcribe(path, media_type="image/png").renditions[0].text
                        rates.append(errors(lines, text))
                        gone, many = gone + lost(lines, text), many + len(lines)
                print(f"{language:4}{dpi:5}{many:7}{gone:6}{mean(rates):10.4f}{max(rates):12.4f}", flush=True)


if __name__ == "__main__":
    main()
