"""`HOWTO-VERIFY.txt`: what an outside expert runs, with sha256sum, openssl and a short script, and no Sijil."""

from importlib.resources import files
from pathlib import Path

from sijil.custody.disk import replace
from sijil.custody.layout import Layout


def write_howto(case_folder: Path) -> None:
    """Lay the instructions into the case; the same text in every case of this version."""
    layout = Layout(case_folder)
    text = files("sijil.custody").joinpath("HOWTO-VERIFY.txt").read_bytes()
    if not layout.howto.exists() or layout.howto.read_bytes() != text:
        replace(layout.howto, text)
