"""The model that turns speech into text: a file of whisper.cpp's, which the user has and names. None is fetched."""

import hashlib
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from sijil.errors import ReadingError

INSTALL = "install the extra `speech`"
NAME = 'name a model of whisper.cpp (ggml-….bin) in case.toml: [speech] model = "…"; none is ever fetched'
_MAGIC = b"lmgg"
"""`ggml` as a number, lowest byte first: the beginning of every model of whisper.cpp."""
_HEAD = struct.Struct("<4s9i")
"""The mark, then sizes: of them the first is that of the vocabulary, the seventh how many numbers stand for a word.

The packed table of all words, half a byte a number at the least, is the largest part of a small model.
"""
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class SpeechModel:
    """A model file, and who it is: any two transcripts by one SHA-256 were made by the same weights."""

    path: Path
    sha256: str

    @property
    def name(self) -> str:
        """Its file name without ending, and the beginning of its SHA-256."""
        return f"{self.path.stem[:40]} {self.sha256[:8]}"


def installed() -> bool:
    """Whether the engine is there, found out without importing it."""
    return find_spec("pywhispercpp") is not None


def find(said: str, beside: Path) -> SpeechModel:
    """The model that `said` names: a file, or a folder that holds just one, from the folder `beside`.

    Raises `ReadingError`, which says what is missing, where nothing usable is there.
    """
    if not installed():
        raise ReadingError("there is nothing to turn speech into text with", remedy=INSTALL)
    if not said:
        raise ReadingError("there is no model to turn speech into text with", remedy=NAME)
    path = (beside / said).resolve()
    if path.is_dir():
        path = _only_one(path)
    try:
        with path.open("rb") as file:
            _check(file.read(_HEAD.size), path)
            file.seek(0)
            digest = hashlib.sha256()
            while block := file.read(_BLOCK):
                digest.update(block)
    except OSError as error:
        raise ReadingError(
            f"the model cannot be opened ({error.strerror})", where=str(path), remedy=NAME
        ) from error
    return SpeechModel(path, digest.hexdigest())


def _check(head: bytes, path: Path) -> None:
    """Raises `ReadingError` for what is no model, or one cut so short that the engine takes it for an empty one."""
    if head[:4] != _MAGIC:
        raise ReadingError("is no model of whisper.cpp", where=str(path), remedy=NAME)
    words, width = (_HEAD.unpack(head)[at] for at in (1, 7)) if len(head) == _HEAD.size else (0, 0)
    if words <= 0 or width <= 0 or path.stat().st_size < words * width // 2:
        raise ReadingError("is a model of whisper.cpp cut short", where=str(path), remedy="copy it again")


def _only_one(folder: Path) -> Path:
    found = sorted(folder.glob("ggml-*.bin"))
    if len(found) == 1:
        return found[0]
    what = f"holds {len(found)} models (ggml-….bin)" if found else "holds no model (ggml-….bin)"
    raise ReadingError(what, where=str(folder), remedy="name the file itself" if found else NAME)
