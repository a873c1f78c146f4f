"""Which reader takes an Office Open XML file: its own parts decide, whatever it is called."""

from typing import IO

from sijil.readers.draft import kept
from sijil.readers.limits import Limits
from sijil.readers.media_type import EXCEL, WORD
from sijil.readers.package import Package
from sijil.readers.reading import Reading
from sijil.readers.registry import called


def read_office(file: IO[bytes], limits: Limits) -> Reading:
    """Read a Word document or an Excel workbook from an open file."""
    package = Package(file, limits)
    main, media_type = package.main()
    if media_type == WORD:
        from sijil.readers.docx import read_word

        return read_word(package, main)
    if media_type == EXCEL:
        from sijil.readers.xlsx import read_excel

        return read_excel(package, main, limits)
    raise kept(f"no reader for {called(media_type)} yet", "it stays in evidence as it is")
