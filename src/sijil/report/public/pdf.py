"""The release as PDF, by typst: data is never markup, the system's fonts are not looked at, the same bytes every time.

DejaVu comes with Matplotlib and carries Latin and Arabic. A character that none of the fonts has would be an empty box
in a document that people are to trust: then no PDF is made and the characters are named.
"""

import json
from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import Any

from sijil.errors import ReportError

FAMILIES = ("DejaVu Sans",)
MONO = "DejaVu Sans Mono"
_UNSEEN = frozenset(
    chr(code) for code in (*range(0x20), 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F),
                           *range(0x2066, 0x206A), 0xFEFF)
)  # fmt: skip
"""Characters that print nothing and need no glyph."""


def pdf(shown: dict[str, Any], more_fonts: Path | None = None) -> bytes:
    """The PDF of a release in one language. Raises `ReportError` where the fonts lack a character, naming it."""
    import typst

    folders = [_dejavu(), *([more_fonts] if more_fonts else [])]
    missing = _missing(_texts(shown), folders)
    if missing:
        named = ", ".join(f"{char} (U+{ord(char):04X})" for char in missing[:5])
        raise ReportError(
            f"no font has {len(missing)} of the characters in this release: {named}",
            where=f"PDF, {shown['language']}",
            remedy="put a font that has them into the case and name its folder: [release] fonts",
        )
    families = [*FAMILIES, *_families(more_fonts)] if more_fonts else list(FAMILIES)
    data = json.dumps({**shown, "fonts": families, "mono": [MONO, *families]}, ensure_ascii=False)
    template = resources.files("sijil.report.templates").joinpath("public.typ").read_bytes()
    made: bytes = typst.compile(  # type: ignore[misc]  # its stub leaves a type open
        template,
        font_paths=[str(folder) for folder in folders],
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        timestamp=0,
    )
    return made


def _dejavu() -> Path:
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf"


def _texts(shown: Any) -> Iterable[str]:
    if isinstance(shown, str):
        yield shown
    elif isinstance(shown, dict):
        for value in shown.values():
            yield from _texts(value)
    elif isinstance(shown, list | tuple):
        for value in shown:
            yield from _texts(value)


def _missing(texts: Iterable[str], folders: list[Path]) -> list[str]:
    """Characters that no font has, in order."""
    asked = {char for text in texts for char in text} - _UNSEEN
    for path in _files(folders):
        if not asked:
            break
        asked -= {char for char in asked if ord(char) in _characters(path)}
    return sorted(asked)


def _files(folders: list[Path]) -> list[Path]:
    wanted = [folders[0] / "DejaVuSans.ttf"]
    return wanted + [
        p for f in folders[1:] for p in sorted(f.iterdir()) if p.suffix.lower() in (".ttf", ".otf")
    ]


def _characters(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]

    try:
        with TTFont(path, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except (TTLibError, OSError) as error:
        raise ReportError(f"is no font that can be used ({error})", where=str(path)) from error


def _families(folder: Path) -> list[str]:
    """The names of the families in a folder, in order."""
    from fontTools.ttLib import TTFont

    names = []
    for path in _files([Path(), folder])[1:]:
        with TTFont(path, lazy=True) as font:
            names.append(str(font["name"].getBestFamilyName() or ""))
    return sorted({name for name in names if name})
