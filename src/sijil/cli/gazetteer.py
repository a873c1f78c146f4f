"""`sijil gazetteer …`: the places a case knows."""

from pathlib import Path
from typing import Annotated

import typer

from sijil.cli.options import CaseArgument

gazetteer = typer.Typer(
    help="The places a case knows: without a gazetteer a place keeps its words and stays unresolved.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@gazetteer.callback()
def _group() -> None:
    """Keeps `add` a word of its own while it is the only one."""


@gazetteer.command("add")
def add(
    case: CaseArgument,
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            help="A GeoNames dump, an OCHA P-code sheet, a Who's On First folder, or Sijil's own CSV.",
        ),
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            help="`geonames`, `pcodes`, `whosonfirst`, `sijil` or `world`; told from the file if left out."
        ),
    ] = "",
    country: Annotated[
        list[str] | None,
        typer.Option(help="A two-letter code; only its places are taken. May be given several times."),
    ] = None,
) -> None:
    """Add a gazetteer as it was downloaded. It is turned into a CSV in the case folder; nothing is fetched."""
    from sijil.cli.verbs import gazetteers

    gazetteers.add(case, path, form, country or [])
