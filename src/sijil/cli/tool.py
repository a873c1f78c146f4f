"""`sijil tool …`: the libraries on plain files, without a case, for pipelines and for measuring."""

from pathlib import Path
from typing import Annotated

import typer

from sijil.cli.options import Published

tool = typer.Typer(
    help="The libraries on plain files, with no case; results on standard output.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@tool.command("read")
def read_file(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    password_file: Annotated[Path | None, typer.Option(help="A text file with one password a line.")] = None,
) -> None:
    """JSON: renditions, tables, members, metadata and the outcome of reading a file."""
    from sijil.cli.verbs import tools

    tools.read(file, password_file)


@tool.command("extract")
def extract_file(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    published: Published = "",
    gazetteer: Annotated[
        list[Path] | None, typer.Option(help="A CSV of places. May be given several times.")
    ] = None,
) -> None:
    """JSON Lines: one candidate claim each, from any file that can be read as text."""
    from sijil.cli.verbs import tools

    tools.extract(file, published, gazetteer or [])


@tool.command("link")
def link_lists(
    lists: Annotated[list[Path], typer.Argument(metavar="LIST...")],
    columns: Annotated[
        Path | None, typer.Option(help="A TOML file: per list, which column holds what.")
    ] = None,
    duplicate_free: Annotated[bool, typer.Option(help="Each list names nobody twice.")] = False,
    engine: Annotated[
        str, typer.Option(help="`duckdb` estimates what agreements weigh; `exact` joins equal names only.")
    ] = "duckdb",
) -> None:
    """CSV: list, record_id, cluster_id, probability; every row of every list once."""
    from sijil.cli.verbs import linking

    linking.link(lists, columns, duplicate_free, engine)


@tool.command("match-names")
def match_names(
    queries: Annotated[Path, typer.Argument(metavar="QUERIES.csv")],
    names: Annotated[Path, typer.Argument(metavar="NAMES.csv")],
    top: Annotated[int, typer.Option(min=1, help="How many names for each query.")] = 10,
) -> None:
    """CSV: query_id, rank, name_id, score; names that may be one across scripts (both files: id, name)."""
    from sijil.cli.verbs import names as verb

    verb.match_names(queries, names, top)


@tool.command("estimate")
def estimate_table(
    histories: Annotated[Path, typer.Argument(metavar="HISTORIES.csv")],
    model: Annotated[str, typer.Option(help="`graphs`, `loglinear`, `latent`, or `all` of them.")] = "all",
    seed: Annotated[int, typer.Option(help="Where resampling and chains start; recorded in the result.")] = 1,
    disjoint: Annotated[
        list[str] | None,
        typer.Option(help="Two lists that cover different people, as `A,B`. May be given several times."),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write a page in English and Arabic with every check there, too."),
    ] = None,
) -> None:
    """JSON: estimates, intervals, gates and diagnostics from capture histories, or a refusal with its reasons."""
    from sijil.cli.verbs import estimates

    estimates.estimate(histories, model, seed, disjoint or [], report)


@tool.command("match-media")
def match_media(
    folders: Annotated[list[Path], typer.Argument(metavar="FOLDER...")],
    engine: Annotated[str, typer.Option(help="`local`: two processes of this machine.")] = "local",
    clusters: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Also write CSV: cluster, file, taken, earliest; files of one footage, when each says it is of.",
        ),
    ] = None,
) -> None:
    """CSV: a, b, verdict, where_a, where_b, score; the same footage found again among photos and films."""
    from sijil.cli.verbs import media

    media.match_media(folders, engine, clusters)
