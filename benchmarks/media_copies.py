"""What people do to a film before they post it again, done with `ffmpeg` (Debian: ffmpeg), and to a photo, with Pillow.

The transformations are those of the reference on media, 3.2 and 3.7, and a split screen, in our own words.
"""

import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

EVEN = "scale=trunc(iw/2)*2:trunc(ih/2)*2"
CHAT = ("-crf", "32")
SIMPLE = {
    "telegram640": f"scale=640:-2,{EVEN}",
    "whatsapp480": "scale='if(gt(iw,ih),480,-2)':'if(gt(iw,ih),-2,480)'," + EVEN,
    "crop10": f"crop=iw*0.9:ih*0.9:iw*0.03:ih*0.07,{EVEN}",
    "crop30": f"crop=iw*0.7:ih*0.7:iw*0.22:ih*0.12,{EVEN}",
    "bars": "scale=480:-2,pad=480:854:(ow-iw)/2:(oh-ih)/2:black",
    "mirror": f"hflip,{EVEN}",
    "turned": f"transpose=1,{EVEN}",
    "speed105": f"setpts=PTS/1.05,{EVEN}",
    "brightness": f"eq=brightness=0.14:contrast=1.25:saturation=1.4,{EVEN}",
    "grey": f"hue=s=0,{EVEN}",
    "fps12": f"fps=12,{EVEN}",
}
BLURRED = (
    "[0]split[a][b];[a]scale=480:854:force_original_aspect_ratio=increase,crop=480:854,boxblur=18:3[back];"
    "[b]scale=480:854:force_original_aspect_ratio=decrease[front];[back][front]overlay=(W-w)/2:(H-h)/2"
)
FILM_CHANGES = (
    *SIMPLE,
    "excerpt",
    "logo_text",
    "mirror_crop_logo",
    "blurred_9x16",
    "screenrec",
    "pip40",
    "compilation",
    "split_screen",
)


def _overlay(path: Path, width: int, height: int) -> Path:
    """A channel's logo, ticker and name."""
    picture = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    draw, side = ImageDraw.Draw(picture), int(min(width, height) * 0.16)
    draw.ellipse((width - side - 12, 12, width - 12, 12 + side), fill=(190, 25, 35, 235))
    draw.rectangle((0, int(height * 0.82), width, int(height * 0.93)), fill=(5, 5, 85, 220))
    font = ImageFont.load_default(size=max(12, int(height * 0.055)))
    draw.text((12, int(height * 0.84)), "URGENT  t.me/invented_channel  12.03", font=font, fill="white")
    draw.text((12, 12), "@invented24", font=font, fill=(255, 230, 0, 220))
    picture.save(path)
    return path


def _phone(path: Path) -> Path:
    """What a phone draws round a film that is played on it."""
    picture = Image.new("RGBA", (480, 854), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 480, 42), fill=(20, 20, 24, 255))
    draw.rectangle((0, 770, 480, 854), fill=(238, 238, 238, 255))
    for number in range(5):
        draw.ellipse((34 + 96 * number, 798, 62 + 96 * number, 826), fill=(60, 90, 200, 255))
    picture.save(path)
    return path


def copy_film(change: str, source: Path, to: Path, fillers: tuple[Path, ...], seconds: float) -> None:
    """Write the copy. `fillers`: three other films. Raises `CalledProcessError` with what ffmpeg says."""
    if to.exists():
        return
    part = to.with_name(f"part-{to.name}")
    arguments = [*_inputs(change, source, to.parent, fillers, seconds), "-an", "-c:v", "libx264"]
    rate = ("-b:v", "180k", "-maxrate", "220k", "-bufsize", "300k") if change == "whatsapp480" else CHAT
    arguments += ["-preset", "veryfast", "-pix_fmt", "yuv420p", "-threads", "1", *rate, "-t", "30"]
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-nostdin", *arguments, part], check=True)
    part.rename(to)


def _inputs(change: str, source: Path, folder: Path, fillers: tuple[Path, ...], seconds: float) -> list[str]:
    if change in SIMPLE:
        return ["-i", str(source), "-vf", SIMPLE[change]]
    name = folder / f"{source.stem}.{change}.png"
    one = ["-i", str(source)]
    match change:
        case "excerpt":
            return ["-ss", f"{seconds * 0.3:.2f}", "-t", f"{seconds * 0.5:.2f}", *one, "-vf", EVEN]
        case "blurred_9x16":
            return [*one, "-filter_complex", BLURRED]
        case "logo_text":
            over = ["-i", str(_overlay(name, 640, 360))]
            return [*one, *over, "-filter_complex", f"[0][1]overlay=0:0,{EVEN}"]
        case "mirror_crop_logo":
            over = ["-i", str(_overlay(name, 640, 360))]
            graph = f"[0]hflip[m];[m][1]overlay=0:0,crop=iw*0.9:ih*0.9:iw*0.05:ih*0.05,scale=640:-2,{EVEN}"
            return [*one, *over, "-filter_complex", graph]
        case "screenrec":
            graph = (
                "[0]scale=440:-2,eq=brightness=0.06:contrast=0.85,rotate=2*PI/180:c=0x202020,"
                "pad=480:854:(ow-iw)/2:(oh-ih)*0.4:0x101014[s];[s][1]overlay=0:0,gblur=0.8,noise=alls=8:allf=t"
            )
            return [*one, "-i", str(_phone(name)), "-filter_complex", graph]
        case "pip40":
            graph = (
                "[1]scale=854:480:force_original_aspect_ratio=increase,crop=854:480[host];"
                f"[0]scale=-2:210,{EVEN}[pip];[host][pip]overlay=W-w-20:H-h-20:shortest=1"
            )
            return [*one, "-i", str(fillers[0]), "-filter_complex", graph]
        case "split_screen":
            graph = "[0]scale=426:360[a];[1]scale=428:360[b];[a][b]hstack=shortest=1"
            return [*one, "-i", str(fillers[1]), "-filter_complex", graph]
    norm = (
        "scale=640:360:force_original_aspect_ratio=decrease,pad=640:360:(ow-iw)/2:(oh-ih)/2,setsar=1,fps=25"
    )
    middle = ["-ss", f"{seconds * 0.25:.2f}", "-t", f"{seconds * 0.6:.2f}", *one]
    rims = [["-t", "6", "-i", str(filler)] for filler in fillers[1:3]]
    graph = f"[0]{norm}[a];[1]{norm}[b];[2]{norm}[c];[a][b][c]concat=n=3:v=1"
    return [*rims[0], *middle, *rims[1], "-filter_complex", graph]


def _smaller(picture: Any, side: int) -> Any:
    scale = min(1.0, side / max(picture.size))
    return picture.resize(
        (round(picture.width * scale), round(picture.height * scale)), Image.Resampling.BICUBIC
    )


def _again(picture: Any, quality: int) -> Any:
    held = BytesIO()
    picture.convert("RGB").save(held, "JPEG", quality=quality)
    return Image.open(held).convert("RGB")


def _cut(picture: Any, share: float) -> Any:
    wide, high = picture.size
    box = wide * share * 0.35, high * share * 0.55, wide * (1 - share * 0.65), high * (1 - share * 0.45)
    return picture.crop(tuple(map(int, box)))


def _with_logo(picture: Any) -> Any:
    picture = picture.copy()
    draw, (wide, high) = ImageDraw.Draw(picture), picture.size
    side = min(wide, high) * 0.16
    draw.rectangle((0, high * 0.82, wide, high * 0.93), fill=(5, 5, 85))
    draw.ellipse((wide - side - 8, 8, wide - 8, 8 + side), fill=(190, 25, 35))
    font = ImageFont.load_default(size=max(10, high // 18))
    draw.text((10, high * 0.84), "URGENT t.me/invented", font=font, fill="white")
    return picture


def _story(picture: Any) -> Any:
    back = ImageOps.fit(picture, (540, 960)).filter(ImageFilter.GaussianBlur(25))
    front = ImageOps.contain(picture, (540, 960))
    back.paste(front, ((540 - front.width) // 2, (960 - front.height) // 2))
    return back


def _in_a_chat(picture: Any) -> Any:
    screen = Image.new("RGB", (540, 1100), (245, 245, 245))
    draw, front = ImageDraw.Draw(screen), ImageOps.contain(picture, (540, 700))
    draw.rectangle((0, 0, 540, 90), fill=(30, 60, 110))
    screen.paste(front, (0, 150))
    for number in range(6):
        top = 170 + front.height + 26 * number
        draw.rectangle((20, top, 400 + 67 * number % 120, top + 12), fill=(90, 90, 90))
    return screen


def _quarter(picture: Any) -> Any:
    whole = Image.new("RGB", (960, 960), "white")
    whole.paste(ImageOps.fit(picture, (478, 478)), (0, 0))
    for number, corner in enumerate(((482, 0), (0, 482), (482, 482))):
        noise = Image.effect_noise((478, 478), 60 + 30 * number).convert("RGB")
        whole.paste(noise, corner)
    return whole


PHOTO_CHANGES: dict[str, tuple[Callable[[Any], Any], int]] = {
    "telegram1280": (lambda p: _smaller(p, 1280), 75),
    "whatsapp640": (lambda p: _smaller(p, 640), 50),
    "three_resaves": (lambda p: _again(_again(_smaller(p, 800), 60), 50), 40),
    "crop10": (lambda p: _cut(p, 0.1), 75),
    "crop30": (lambda p: _cut(p, 0.3), 75),
    "crop50": (lambda p: _cut(p, 0.5), 75),
    "padded": (lambda p: ImageOps.pad(p, (640, 960)), 75),
    "story_blur": (_story, 75),
    "logo_text": (_with_logo, 75),
    "mirror": (ImageOps.mirror, 75),
    "turned": (lambda p: p.rotate(90, expand=True), 75),
    "turned5": (lambda p: p.rotate(5, fillcolor=(255, 255, 255)), 75),
    "bright_contrast": (
        lambda p: ImageEnhance.Contrast(ImageEnhance.Brightness(p).enhance(1.35)).enhance(1.4),
        75,
    ),
    "grey": (ImageOps.grayscale, 75),
    "chat_screenshot": (_in_a_chat, 75),
    "collage_quarter": (_quarter, 75),
    "mirror_crop_logo": (lambda p: _with_logo(ImageOps.mirror(_cut(p, 0.1))), 60),
}
"""The change, and the quality of the JPEG."""
