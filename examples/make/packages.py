"""Zip packages (DOCX, XLSX) with the same bytes every time.

Entries are sorted, dated 1 January 1980 and stored uncompressed: compressed bytes differ between
versions of the compressor, stored ones do not.
"""

import datetime
import io
import re
import zipfile

_FIRST = ("[Content_Types].xml", "_rels/.rels")
_PROPERTIES = "docProps/core.xml"
_STAMP = re.compile(rb"(?<=>)\d{4}-\d\d-\d\dT[\d:]+Z(?=</dcterms:)")


def settle(package: bytes, made: datetime.datetime) -> bytes:
    """The same package with fixed order and dates, said to be made at `made`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name not in _FIRST, name)):
            new.writestr(_entry(name), _settled(name, old.read(name), made))
    return out.getvalue()


def _settled(name: str, data: bytes, made: datetime.datetime) -> bytes:
    """openpyxl writes the time of saving into the properties: put the fixed one there."""
    if name != _PROPERTIES:
        return data
    return _STAMP.sub(f"{made:%Y-%m-%dT%H:%M:%SZ}".encode(), data)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_STORED
    entry.create_system = 3
    entry.external_attr = 0o600 << 16
    return entry
