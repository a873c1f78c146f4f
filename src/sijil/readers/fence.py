"""The fence: each file is parsed in a child process of its own, and the parent outlives all of them."""

import math
import os
import signal
import stat
import tempfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import IO, Self

from sijil.errors import ReadingError
from sijil.readers import content_credentials, greys, speech_model, stills
from sijil.readers.ending import Ending, collect
from sijil.readers.limits import Limits, in_words
from sijil.readers.media_type import HEAD_BYTES, sniff
from sijil.readers.reading import Reading
from sijil.readers.registry import ARCHIVES, CONTAINERS, FAMILIES, PAGED, called, reader_for, size_limit
from sijil.readers.speech_model import SpeechModel
from sijil.readers.start import Worker, open_folder, start_worker
from sijil.readers.wire import BadAnswer, Frames, decode

_STANDARD = Limits()
_LOOK = "open it in a safe viewer and add what it holds as text or as images"


class Fence:
    """Owns the workers and reads files through them, one at a time; safe to share between threads.

    Use as a context manager. There is a worker for each family of readers, started with the first
    file that needs it; a child's death is an outcome of its file, and a dead worker is replaced.
    """

    def __init__(self, trust: str = "", model: SpeechModel | None = None) -> None:
        """`trust`: certificates (PEM) of signers of content credentials whom the user trusts; `model`: for speech."""
        self._trust = trust
        self._model = model
        self._workers: dict[str, Worker] = {}
        self._lock = Lock()
        self._jobs = 0
        self._abandoned = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the workers. The fence may be used again: it starts others."""
        self._abandoned = False
        for family in list(self._workers):
            self._stop(family)

    def abandon(self) -> None:
        """End what is being read in another thread; its reading is refused. Close the fence afterwards."""
        self._abandoned = True
        for worker in list(self._workers.values()):
            worker.process.kill()

    def _stop(self, family: str) -> None:
        worker = self._workers.pop(family, None)
        if worker is not None:
            worker.stop()

    def read(
        self,
        path: str | os.PathLike[str],
        *,
        name: str,
        passwords: tuple[str, ...] = (),
        limits: Limits = _STANDARD,
        spool: str | os.PathLike[str] | None = None,
    ) -> Reading:
        """Read one file and state the outcome.

        `name` is its original name, heard only where the bytes leave the kind open. `passwords` are
        tried in order on locked files. `spool` is an existing folder; the members of an archive or a
        mail go into a new folder inside it, and without it they are listed and stay where they are.
        Raises `ReadingError` only when no worker can be started.
        """

        def work(file: int) -> Reading:
            reading = self._read_open(file, name, passwords, limits, None if spool is None else Path(spool))
            return self._with_credentials(reading, file, limits)

        return _with_open(path, work)

    def transcribe(
        self,
        path: str | os.PathLike[str],
        *,
        media_type: str,
        number: int = 0,
        passwords: tuple[str, ...] = (),
        limits: Limits = _STANDARD,
    ) -> Reading:
        """Turn the print in a picture, or on one page of a PDF (`number`, from 1), into a draft transcript.

        Needs the extra `ocr` and tesseract's trained data: see `transcript.installed`. Raises as `read` does.
        """

        def work(file: int) -> Reading:
            job: dict[str, object] = {"reader": "transcript", "media_type": media_type, "name": ""}
            job |= {"size": os.fstat(file).st_size, "passwords": list(passwords), "number": number}
            with self._lock:
                return self._ask(job | {"limits": limits.as_dict()}, file, None, limits)

        return _with_open(path, work)

    def sides(self, path: str | os.PathLike[str], *, limits: Limits = _STANDARD) -> Reading:
        """Lay a PDF bare: every page from its four sides (see `pdf_sides`). Raises as `read` does."""

        def work(file: int) -> Reading:
            job: dict[str, object] = {"reader": "pdf_sides", "media_type": "application/pdf", "name": ""}
            job |= {"size": os.fstat(file).st_size, "passwords": []}
            with self._lock:
                return self._ask(job | {"limits": limits.as_dict()}, file, None, limits)

        return _with_open(path, work)

    def stills(
        self,
        path: str | os.PathLike[str],
        *,
        media_type: str,
        spool: str | os.PathLike[str],
        limits: Limits = _STANDARD,
    ) -> Reading:
        """Make the thumbnail of a photo, or the keyframes of a film and its thumbnail: see `stills.reader_of`.

        The members are JPEGs in a new folder inside `spool`, called `thumbnail` and `keyframe SECONDS`. Raises as
        `read` does.
        """

        return self._pictures(stills.reader_of(media_type), path, media_type, spool, limits)

    def greys(
        self,
        path: str | os.PathLike[str],
        *,
        media_type: str,
        spool: str | os.PathLike[str],
        limits: Limits = _STANDARD,
    ) -> Reading:
        """Make the grey frames of a photo or film that matching needs: see `greys.greys_of`. Raises as `read` does."""
        return self._pictures(greys.greys_reader_of(media_type), path, media_type, spool, limits)

    def _pictures(
        self,
        reader: str,
        path: str | os.PathLike[str],
        media_type: str,
        spool: str | os.PathLike[str],
        limits: Limits,
    ) -> Reading:
        def work(file: int) -> Reading:
            size = os.fstat(file).st_size
            own = limits.for_film(size) if reader.startswith("film") else limits
            job: dict[str, object] = {"reader": reader, "media_type": media_type, "name": "", "size": size}
            job |= {"passwords": [], "limits": own.as_dict()}
            folder = _new_folder(Path(spool))
            with self._lock:
                return self._ask(job, file, folder, own)

        return _with_open(path, work)

    def hear(
        self,
        path: str | os.PathLike[str],
        *,
        media_type: str,
        seconds: float,
        language: str = "",
        limits: Limits = _STANDARD,
    ) -> Reading:
        """Turn the speech in a recording or film of that length into a draft transcript, with the fence's model.

        `language` is its two letters; the model tells where it is empty. Raises as `read` does.
        """
        model = self._model
        if model is None:
            raise ReadingError("there is no model to turn speech into text with", remedy=speech_model.NAME)

        def work(file: int) -> Reading:
            size = os.fstat(file).st_size
            own = limits.for_speech(math.ceil(seconds), model.path.stat().st_size).for_archive(size)
            job: dict[str, object] = {"reader": "speech", "media_type": media_type, "name": "", "size": size}
            job |= {"passwords": [], "limits": own.as_dict(), "language": language}
            job |= {"model": str(model.path), "model_name": model.name}
            with self._lock:
                return self._ask(job, file, None, own)

        return _with_open(path, work)

    def _readable(self, family: str) -> tuple[str, ...]:
        """What the workers of a family may read beside the libraries."""
        return (str(self._model.path),) if family == "speech" and self._model is not None else ()

    def probe(self, file: int) -> dict[str, str]:
        """Let a child try what is forbidden, with any open file: see `sijil.readers.probe`."""
        job: dict[str, object] = {"reader": "probe", "media_type": "", "name": "", "size": 0, "passwords": []}
        with self._lock:
            reading = self._ask(job | {"limits": _STANDARD.as_dict()}, file, None, _STANDARD)
        if reading.outcome != "read":
            raise ReadingError(
                f"the fence could not be tried: {reading.reason}", remedy="run `sijil doctor` again"
            )
        return reading.metadata

    def isolation(self) -> dict[str, object]:
        """What the system granted to the running workers; empty before one has started."""
        return next((worker.isolation for worker in self._workers.values()), {})

    def _read_open(
        self, file: int, name: str, passwords: tuple[str, ...], limits: Limits, spool: Path | None
    ) -> Reading:
        facts = os.fstat(file)
        if not stat.S_ISREG(facts.st_mode):
            return Reading("refused", "not a plain file", "give the files inside it")
        media_type = sniff(os.pread(file, HEAD_BYTES, 0), name, facts.st_size)
        reader = reader_for(media_type)
        early = _without_parsing(media_type, reader, facts.st_size, limits)
        if early is not None:
            return early
        if reader in ARCHIVES or reader == "footage":
            limits = limits.for_archive(facts.st_size)
        elif reader in PAGED:
            limits = limits.for_pages(facts.st_size)
        job = {"reader": reader, "media_type": media_type, "name": name, "size": facts.st_size}
        job |= {"passwords": list(passwords), "limits": limits.as_dict()}
        folder = _new_folder(spool) if spool is not None and reader in CONTAINERS else None
        with self._lock:
            reading = self._ask(job, file, folder, limits)
        if folder is not None and not reading.members:
            _remove(folder)
        return reading

    def _with_credentials(self, reading: Reading, file: int, limits: Limits) -> Reading:
        """The reading with what content credentials the file carries, which a child of its own looks for."""
        size = os.fstat(file).st_size
        if reading.media_type not in content_credentials.MEDIA_TYPES or not size:
            return reading
        if not content_credentials.installed():
            return _with_facts(reading, {content_credentials.FACT: content_credentials.NOT_LOOKED_FOR})
        if not content_credentials.may_carry(reading.media_type, file):
            return _with_facts(reading, {content_credentials.FACT: content_credentials.NONE})
        limits = limits.for_archive(size)
        job = {"reader": content_credentials.FACT, "media_type": reading.media_type, "name": "", "size": size}
        job |= {"passwords": [], "trust": self._trust, "limits": limits.as_dict()}
        with self._lock:
            found = self._ask(job, file, None, limits)
        facts = found.metadata or {content_credentials.FACT: f"cannot be read ({found.reason})"}
        return _with_facts(reading, facts)

    def _ask(self, job: dict[str, object], file: int, folder: Path | None, limits: Limits) -> Reading:
        """Have a child read the open file; a worker that is found dead is replaced once."""
        family = FAMILIES[str(job["reader"])]
        for _ in range(2):
            if self._abandoned:
                break
            worker = self._workers.get(family) or start_worker(self._readable(family))
            self._workers[family] = worker
            self._jobs += 1
            try:
                data, ending = self._send(
                    worker, {"do": "read", "job": self._jobs, **job}, file, folder, limits
                )
            except OSError:
                self._stop(family)
                continue
            except BaseException:
                # An interrupt: the child must not go on, and the next file must not get its answer.
                self._stop(family)
                raise
            if ending.cause != "lost":
                return _judged(job, data, ending, folder, limits)
            self._stop(family)
            if folder is not None:
                _empty(folder)
        return _judged(job, BytesIO(), Ending("lost"), folder, limits)

    def _send(
        self, worker: Worker, request: dict[str, object], file: int, folder: Path | None, limits: Limits
    ) -> tuple[IO[bytes], Ending]:
        reading, writing = os.pipe()
        opened = [] if folder is None else [open_folder(folder)]
        try:
            worker.channel.send(request, (file, writing, *opened))
        except OSError:
            os.close(reading)
            raise
        finally:
            for number in (writing, *opened):
                os.close(number)
        with os.fdopen(reading, "rb", buffering=0) as pipe:
            return collect(worker, self._jobs, pipe, limits)


def read(
    path: str | os.PathLike[str],
    *,
    name: str,
    passwords: tuple[str, ...] = (),
    limits: Limits = _STANDARD,
    spool: str | os.PathLike[str] | None = None,
) -> Reading:
    """Read one file in a worker of its own: see `Fence.read`. For more than one file use a `Fence`."""
    with Fence() as fence:
        return fence.read(path, name=name, passwords=passwords, limits=limits, spool=spool)


def _with_open(path: str | os.PathLike[str], work: Callable[[int], Reading]) -> Reading:
    """What is made of an open file; a file that is gone or closed to us is an outcome too."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        return Reading(
            "refused", f"cannot be opened: {error.strerror}", "check that it is there and may be read"
        )
    try:
        return work(file)
    finally:
        os.close(file)


def _without_parsing(media_type: str, reader: str, size: int, limits: Limits) -> Reading | None:
    """The outcome when no byte need be parsed: empty, no reader, too large."""
    if size == 0:
        return Reading("kept", "empty file", "", media_type)
    if not reader:
        reason = f"no reader for {called(media_type)} yet"
        return Reading("kept", reason, "it stays in evidence as it is", media_type)
    limit = size_limit(media_type, limits)
    if size > limit:
        reason = (
            f"too large to be read: {in_words(size)}, the limit for {called(media_type)} is {in_words(limit)}"
        )
        return Reading("refused", reason, "split it and add the parts", media_type, reader)
    return None


def _with_facts(reading: Reading, facts: dict[str, str]) -> Reading:
    silent = reading.media_type in content_credentials.SILENT_WITHOUT
    if silent and facts[content_credentials.FACT] in content_credentials.UNREMARKABLE:
        return reading
    return replace(reading, metadata=reading.metadata | facts)


def _judged(
    job: dict[str, object], data: IO[bytes], ending: Ending, folder: Path | None, limits: Limits
) -> Reading:
    """The child's own answer if it ended well, else what became of it."""
    media_type, reader = str(job["media_type"]), str(job["reader"])
    if ending.cause or ending.status:
        return Reading("refused", _death(ending, limits), _LOOK, media_type, reader)
    try:
        frames = Frames(data)
        reading = decode(frames.last(), folder)
    except BadAnswer as error:
        return Reading("refused", f"its reading gave no usable answer: {error}", _LOOK, media_type, reader)
    usable = frames.paged and reading.outcome in ("read", "partly_read")
    return replace(reading, pages=frames) if usable else reading


def _death(ending: Ending, limits: Limits) -> str:
    if ending.cause == "wall":
        return f"took more than {limits.wall_seconds} s"
    if ending.cause == "output":
        return f"gave more than {in_words(limits.output)} of text"
    if ending.cause == "lost":
        return "the process that reads files was ended by the system, perhaps for want of memory"
    if os.WIFSIGNALED(ending.status):
        number = os.WTERMSIG(ending.status)
        if number == signal.SIGALRM:
            return f"took more than {limits.wall_seconds} s"
        if number == signal.SIGXCPU or (number == signal.SIGKILL and ending.cpu >= limits.cpu_seconds):
            return f"took more than {limits.cpu_seconds} s of processor time"
        return f"its reading crashed (signal {number})"
    return f"its reading ended without an answer (status {os.waitstatus_to_exitcode(ending.status)})"


def _new_folder(spool: Path) -> Path:
    return Path(tempfile.mkdtemp(prefix="members-", dir=spool))


def _remove(folder: Path) -> None:
    """Take away a folder that holds nothing that was reported."""
    _empty(folder)
    folder.rmdir()


def _empty(folder: Path) -> None:
    for left in folder.iterdir():
        left.unlink()
