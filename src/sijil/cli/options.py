"""Arguments and options that several verbs share, each described once."""

from pathlib import Path
from typing import Annotated

import typer

CaseArgument = Annotated[Path, typer.Argument(metavar="CASE", help="The case folder.")]
PathsArgument = Annotated[list[str], typer.Argument(metavar="PATH...", help="Files and folders to take in.")]
PasswordFile = Annotated[
    Path | None,
    typer.Option(help="A text file with one password a line, tried on locked files. Passwords are not kept."),
]
Published = Annotated[
    str,
    typer.Option(
        help="When the documents were published, as a day or DAY..DAY, where they do not say it themselves."
    ),
]
GazetteerOption = Annotated[
    list[Path] | None, typer.Option(help="A CSV of places; copied into the case. May be given several times.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of words.")]
