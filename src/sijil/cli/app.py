"""The verbs of the command line. Each opens the case, calls its step and shows the result."""

from pathlib import Path
from typing import Annotated

import typer

from sijil.cli.gazetteer import gazetteer as gazetteers
from sijil.cli.options import (
    CaseArgument,
    GazetteerOption,
    JsonOption,
    PasswordFile,
    PathsArgument,
    Published,
)
from sijil.cli.tool import tool

app = typer.Typer(
    name="sijil",
    help="Sijil: evidence in, findings out, and every figure clicks back to the quote that says it.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(gazetteers, name="gazetteer")
app.add_typer(tool, name="tool")


def _version(asked: bool) -> None:
    if asked:
        from sijil import __version__

        print(f"sijil {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Options of the command itself."""


@app.command()
def new(
    case: CaseArgument,
    title: Annotated[str, typer.Option(help="The case's title; the folder's name if left out.")] = "",
    published: Published = "",
    gazetteer: GazetteerOption = None,
) -> None:
    """Make an empty case. One folder with its settings, evidence store and custody log."""
    from sijil.cli.verbs import evidence

    evidence.new(case, title, published, gazetteer or [])


@app.command()
def add(
    case: CaseArgument,
    paths: PathsArgument,
    password_file: PasswordFile = None,
    receipt: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Write a receipt for the giver: each file's name, size and SHA-256."
        ),
    ] = None,
) -> None:
    """Take files into custody and read them. Folders are walked; each file ends with a stated outcome."""
    from sijil.cli.verbs import evidence

    evidence.add(case, paths, password_file, receipt)


@app.command()
def handover(
    case: CaseArgument,
    items: Annotated[
        list[str], typer.Argument(metavar="ITEM...", help="SHA-256s, their beginnings, or names.")
    ],
    to: Annotated[str, typer.Option(metavar="NAME", help="Who receives it; kept beside the log only.")],
    purpose: Annotated[str, typer.Option(metavar="TEXT", help="What for; kept beside the log only.")],
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="The bag to write; must not exist yet.")],
    sealed: Annotated[
        bool, typer.Option(help="Also originals that hold contacts and log-ins of their giver.")
    ] = False,
    use: Annotated[
        str, typer.Option("--for", metavar="USE", help="What consents must allow, as international_court.")
    ] = "internal_analysis",
    audience: Annotated[
        str, typer.Option(metavar="AUDIENCE", help="named_team, organisation, partner or public.")
    ] = "named_team",
    assured: Annotated[
        list[str] | None,
        typer.Option(metavar="CONDITION", help="A condition that is met, as no_death_penalty."),
    ] = None,
) -> None:
    """Hand items over in a BagIt bag with log, proofs and receipt. Recorded in the custody log."""
    from sijil.cli.verbs import sealing

    sealing.handover(case, items, to, purpose, out, sealed, (use, audience, assured or []))


@app.command()
def consents(case: CaseArgument) -> None:
    """Say who allowed what, what contradicts itself, and what was withdrawn and has already left."""
    from sijil.cli.verbs import sealing

    sealing.consents(case)


@app.command()
def transcribe(
    case: CaseArgument,
    items: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ITEM]...",
            help="Photos of documents, recordings, films: SHA-256s, their beginnings, or names.",
        ),
    ] = None,
    password_file: PasswordFile = None,
) -> None:
    """Turn print and speech into draft texts. None of them counts before it is confirmed."""
    from sijil.cli.verbs import transcripts

    transcripts.transcribe(case, items or [], password_file)


@app.command()
def stills(
    case: CaseArgument,
    items: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ITEM]...", help="Only of these: SHA-256s, their beginnings, or names."),
    ] = None,
) -> None:
    """Make thumbnails of photos and keyframes of films. Disposable, no evidence, in no report."""
    from sijil.cli.verbs import stills as verb

    verb.stills(case, items or [])


@app.command()
def confirm(
    case: CaseArgument,
    items: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ITEM]...", help="SHA-256s, their beginnings, or names; none lists the drafts."
        ),
    ] = None,
    part: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this text, as `page 3, transcript`.")
    ] = None,
    withdraw: Annotated[bool, typer.Option(help="Take a confirmation back.")] = False,
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    reviewer: Annotated[str, typer.Option(help="Who compared them. A pseudonym will do.")] = "reviewer",
) -> None:
    """Confirm that draft transcripts say what the originals say. Recorded as judgements."""
    from sijil.cli.verbs import transcripts

    transcripts.confirm(case, items or [], part or [], withdraw, reason, reviewer)


@app.command()
def extract(case: CaseArgument) -> None:
    """Propose claims and records. Nothing that is proposed counts before a person accepts it."""
    from sijil.cli.verbs import working

    working.extract(case)


@app.command()
def link(case: CaseArgument) -> None:
    """Find which records and victims are one person, across spellings and scripts, each pair with its reason."""
    from sijil.cli.verbs import working

    working.link(case)


@app.command()
def judgements(
    case: CaseArgument,
    export: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what awaits review, and what was judged.")
    ] = None,
    import_: Annotated[
        Path | None, typer.Option("--import", metavar="FILE", help="Apply the decisions in a file.")
    ] = None,
    reviewer: Annotated[
        str, typer.Option(help="Who decides, where a line does not say it. A pseudonym will do.")
    ] = "reviewer",
    only: Annotated[
        str, typer.Option(help="Export only what is `awaiting` or only what is `recorded`.")
    ] = "",
) -> None:
    """Review without a screen. Export claims and pairs as JSON Lines, edit them, import the decisions."""
    from sijil.cli.verbs import review

    review.judgements(case, export, import_, reviewer, only)


@app.command()
def ask(
    case: CaseArgument,
    items: Annotated[
        list[str] | None, typer.Argument(metavar="[ITEM]...", help="Only these: SHA-256s or names.")
    ] = None,
    send_evidence_to: Annotated[
        str, typer.Option(metavar="HOST", help="Allow the texts to leave this machine for that host.")
    ] = "",
) -> None:
    """Ask a language model that you run for passages. Only exact quotes are kept, as proposals."""
    from sijil.cli.verbs import asking

    asking.ask(case, items or [], send_evidence_to)


@app.command()
def learn(case: CaseArgument) -> None:
    """Learn from what was accepted and rejected. Used only where it is shown to propose better than the rules."""
    from sijil.cli.verbs import learning

    learning.learn(case)


@app.command()
def count(case: CaseArgument) -> None:
    """Count from accepted claims and records, with low, best and high."""
    from sijil.cli.verbs import working

    working.count(case)


@app.command()
def report(case: CaseArgument) -> None:
    """Write the report. One HTML file that makes no request, its data as CSV and JSON, and figures.json."""
    from sijil.cli.verbs import working

    working.report(case)


@app.command()
def run(
    case: CaseArgument,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH...]", help="Files and folders to take in first.")
    ] = None,
    published: Published = "",
    gazetteer: GazetteerOption = None,
    password_file: PasswordFile = None,
) -> None:
    """All the way: add, extract, link, count, report. Makes the case if there is none; safe to repeat."""
    from sijil.cli.verbs import whole

    whole.run(case, paths or [], published, gazetteer or [], password_file)


@app.command()
def verify(
    path: Annotated[
        Path,
        typer.Argument(metavar="CASE|REPORT|RELEASE", help="A case folder, or that of a report or release."),
    ],
    case: Annotated[
        Path | None, typer.Option(metavar="CASE", help="The case of a report or release that was moved.")
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            metavar="CHECKPOINT", help="A checkpoint kept outside: show that nothing before it was changed."
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Check that nothing was altered. Bytes, log, database, quotes of a case; figures of a report or release."""
    from sijil.cli.verbs import checking

    checking.verify(path, case, json, against)


@app.command()
def seal(
    case: CaseArgument,
    handed_to: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="Record that the checkpoint was given to this person; kept beside the log only.",
        ),
    ] = "",
) -> None:
    """Sign a checkpoint of the custody log. Stamped by the authority in `case.toml`, else to be handed out."""
    from sijil.cli.verbs import sealing

    sealing.seal(case, handed_to)


@app.command()
def remove(
    case: CaseArgument,
    item: Annotated[str, typer.Argument(metavar="ITEM", help="The SHA-256 of an item, or its beginning.")],
    reason: Annotated[str, typer.Option(help="`court_order`, `harm` or `withdrawn_consent`.")],
    authorised_by: Annotated[
        str, typer.Option(metavar="NAME", help="Who decided; kept beside the log only.")
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask: the bytes are gone for good.")] = False,
) -> None:
    """Delete an item's bytes and texts for good, on record. Its entries stay; figures that lose support are named."""
    from sijil.cli.verbs import sealing

    sealing.remove(case, item, reason, authorised_by, yes)


@app.command()
def doctor(json: JsonOption = False) -> None:
    """Say what this machine has and lacks for Sijil. Also which protections of parsers are in force."""
    from sijil.cli.verbs import checking

    checking.doctor(json)


@app.command()
def estimate(case: CaseArgument) -> None:
    """Estimate how many more there are than the lists name, or say why no figure can be given. After `count`."""
    from sijil.cli.verbs import working

    working.estimate(case)


@app.command()
def release(
    case: CaseArgument,
    out: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Also write it there; must not exist yet.")
    ] = None,
    approve: Annotated[bool, typer.Option(help="Approve the release that waits.")] = False,
    refuse: Annotated[bool, typer.Option(help="Refuse the release that waits.")] = False,
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    reviewer: Annotated[str, typer.Option(help="Who decides. A pseudonym will do.")] = "reviewer",
) -> None:
    """Freeze a protected publication. Tables, pages and PDF, attacked before they leave, signed, numbered."""
    from sijil.cli.verbs import releasing

    if approve or refuse:
        releasing.decide(case, reviewer, refuse, reason)
    else:
        releasing.release(case, out)


@app.command()
def serve(
    case: CaseArgument,
    port: Annotated[int, typer.Option(help="The port on 127.0.0.1; 0 takes a free one.")] = 0,
) -> None:
    """Open the workbench in a browser. On this machine only, at a one-time address; ends on Ctrl-C."""
    from sijil.cli.verbs import serving

    serving.serve(case, port)
