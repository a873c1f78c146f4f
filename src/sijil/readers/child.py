"""What the forked child does with one file, inside the bars."""

import os
from collections.abc import Callable
from io import FileIO
from typing import Any

from sijil.readers.bars import FenceBreach
from sijil.readers.draft import Source, Stopped, one_line_of
from sijil.readers.limits import Limits, in_words
from sijil.readers.reading import Page, Reading
from sijil.readers.registry import load
from sijil.readers.spool import Spool, TooMuch
from sijil.readers.wire import encode, encode_page, framed

_LOOK = "open it in a safe viewer and add what it holds as text or as images"


def answer(job: dict[str, Any], file: int, result: int, limits: Limits, *, spool: bool) -> None:
    """Read the open file of `job` and write the framed outcome to the pipe `result`."""

    def page(found: Page) -> None:
        _send(result, framed(encode_page(found)), keep=True)

    try:
        message = framed(encode(_outcome(job, file, limits, spool, page)))
    except MemoryError:
        message = framed(encode(_too_big(limits)))
    _send(result, message)


def _outcome(
    job: dict[str, Any], file: int, limits: Limits, spool: bool, page: Callable[[Page], None]
) -> Reading:
    media_type = str(job["media_type"])
    try:
        return _read(job, file, limits, spool, page)
    except Stopped as stop:
        return Reading(stop.outcome, one_line_of(stop.reason), stop.remedy, media_type, str(job["reader"]))
    except MemoryError:
        return _too_big(limits, media_type)
    except RecursionError:
        return Reading("refused", "its parts are nested deeper than can be followed", _LOOK, media_type)
    except TooMuch as error:
        return Reading("refused", str(error), "unpack it by hand and add the parts", media_type)
    except FenceBreach as breach:
        return Reading("refused", f"its reading {breach} and was stopped", _LOOK, media_type)
    except Exception as error:  # noqa: BLE001 - whatever a parser of hostile bytes raises becomes the stated outcome
        what = f"damaged or not what it seems: {type(error).__name__}: {error}"
        return Reading("refused", one_line_of(what)[:300], _LOOK, media_type, str(job["reader"]))


def _read(
    job: dict[str, Any], file: int, limits: Limits, spool: bool, page: Callable[[Page], None]
) -> Reading:
    source = Source(
        file=_opened(file),
        name=job["name"],
        size=job["size"],
        media_type=job["media_type"],
        passwords=tuple(job["passwords"]),
        limits=limits,
        spool=Spool(limits.spool) if spool else None,
        page=page,
        trust=job.get("trust", ""),
        number=job.get("number", 0),
        model=job.get("model", ""),
        model_name=job.get("model_name", ""),
        language=job.get("language", ""),
    )
    return load(job["reader"]).read(source)


def _opened(file: int) -> Any:
    opened = os.fdopen(file, "rb")
    opened.seek(0)
    return opened


def _too_big(limits: Limits, media_type: str = "") -> Reading:
    reason = f"used more than {in_words(limits.memory)} of memory"
    return Reading("refused", reason, "split it, or add it as several smaller files", media_type)


def _send(result: int, message: bytes, *, keep: bool = False) -> None:
    with FileIO(result, "wb", closefd=not keep) as pipe:
        view = memoryview(message)
        while view:
            view = view[pipe.write(view) :]
