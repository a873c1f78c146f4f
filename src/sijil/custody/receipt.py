"""A receipt for the giver: what was given, file by file, so that they can later show what it was.

It is a plain text in English and Arabic; it names no giver, and no copy of it is kept in the case.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Given:
    """A file on a receipt; size in bytes."""

    name: str
    size: int
    sha256: str


_ABOVE = """RECEIPT FOR FILES                                                                إيصال بملفات

These files were received. Each is named by the SHA-256 of its bytes: whoever has the same bytes can compute it
again (sha256sum FILE), and nobody can make other bytes that have it. Keep this receipt apart from the files.

استُلمت الملفات التالية. كل ملف مسمى ببصمته SHA-256: من يملك البايتات نفسها يستطيع أن يحسبها من جديد
(sha256sum FILE)، ولا يستطيع أحد أن يصنع بايتات أخرى لها البصمة نفسها. احفظ هذا الإيصال بعيدا عن الملفات.
"""


def write_receipt(
    files: Sequence[Given], *, time: str, case: str, log: str = "", fingerprint: str = ""
) -> bytes:
    """The receipt's bytes; `time` as the log writes it, `log` the log's own name, `fingerprint` of the case's key."""
    total = sum(file.size for file in files)
    head = [
        _ABOVE,
        f"time (UTC) / الوقت:   {time}",
        f"case / القضية:        {case}",
        *([f"log / السجل:          {log}"] if log else []),
        *([f"key, SHA-256 / المفتاح: {fingerprint}"] if fingerprint else []),
        f"files / عدد الملفات:  {len(files):,}",
        f"bytes / البايتات:     {total:,}",
        "",
    ]
    rows = [f"{file.sha256}  {file.size:>14,}  {_shown(file.name)}" for file in files]
    return ("\n".join([*head, *rows]) + "\n").encode()


def _shown(name: str) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in name)
