"""`sijil seal`, `sijil remove` and `sijil handover`."""

import os
from pathlib import Path

import typer

from sijil.cli import show
from sijil.cli.verbs.opening import actor, opened
from sijil.errors import ConsentError, EvidenceError

KEY = "SIJIL_KEY"
_HAND_OUT = (
    "give this checkpoint to somebody outside (by e-mail, on paper, read out over the telephone): what came before it"
    " can then no longer be changed without that being found. They check it with: sijil verify CASE --against FILE",
    "أعط نقطة التحقق هذه لشخص خارج المكتب (بالبريد أو على ورق أو بالهاتف): لا يمكن بعدها تغيير ما سبقها من دون أن"
    " يُكتشف ذلك.",
)


def key_path() -> Path:
    """Where this user's signing key is kept: outside every case."""
    if given := os.environ.get(KEY, ""):
        return Path(given)
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "sijil" / "key.pem"


def seal(folder: Path, handed_to: str) -> None:
    """Seal a case, print the checkpoint and say what to do with it; exits 1 when no time-stamp could be had."""
    from sijil.custody import own_key
    from sijil.steps.seal import handed_out
    from sijil.steps.seal import seal as seal_case

    with opened(folder) as case:
        done = seal_case(case, actor=actor(), key=own_key(key_path()))
        note = folder / done.sealed.file
        show.line(done.sealed.checkpoint.raw.decode().rstrip("\n"))
        show.line()
        show.line(f"{'signed' if done.sealed.new else 'was signed already'}: {note}")
        show.line(f"key: {done.sealed.key_file}, SHA-256 {done.sealed.fingerprint}")
        if done.stamp:
            trust = "" if done.stamp.trusted else ", whose certificate nothing here vouches for"
            show.line(f"time-stamp: {done.stamp.time:%Y-%m-%d %H:%M:%S} UTC by {done.stamp.signer}{trust}")
        if handed_to:
            seq = handed_out(case, note, to=handed_to, actor=actor())
            show.line(
                f"recorded as handed out: entry {seq} of the log (the name stands beside it, not in it)"
            )
        elif not done.stamp:
            for words in _HAND_OUT:
                show.line(words)
    if done.trouble:
        show.problem(str(done.trouble))
        raise typer.Exit(1)


def remove(folder: Path, item: str, reason: str, authorised_by: str, yes: bool) -> None:
    """Remove an item on record, and name what loses its support."""
    from sijil.steps.remove import item_named
    from sijil.steps.remove import remove as remove_item

    if not authorised_by.strip():
        raise EvidenceError("nobody is named", where="--authorised-by", remedy="say who decided it")
    with opened(folder) as case:
        found = item_named(item)
        if not yes and not typer.confirm(f"delete {found.name!r} ({show.size(found.size)}) for good?"):
            raise typer.Exit(1)
        done = remove_item(case, found, reason=reason, authorised_by=authorised_by, actor=actor())
    show.line(f"removed, recorded: {found.sha256} (entry {done.seq} of the log, {reason})")
    show.line(
        f"closed: {show.many(done.texts, 'text')}, {show.many(done.claims, 'claim')}, "
        f"{show.many(done.records, 'record')}"
    )
    for container in done.containers:
        show.line(f"its bytes are still inside {container}: remove that too, or hold it apart")
    for member in done.members:
        show.line(f"was taken out of it and stays: {member}")
    show.line(f"next: sijil run {folder}    (figures are counted anew without it)")


def handover(
    folder: Path,
    said: list[str],
    to: str,
    purpose: str,
    out: Path,
    sealed: bool,
    use: tuple[str, str, list[str]],
) -> None:
    """Hand items over and say what is in the bag. `use`: its purpose, the audience, and what is assured."""
    from sijil.counting.consent import AUDIENCES, CONDITIONS, PURPOSES, Use
    from sijil.custody import own_key, utc_now
    from sijil.steps.handover import hand_over, items_said

    with opened(folder) as case:
        items = items_said(said, sealed=sealed)
        key = own_key(key_path())
        meant = Use(
            _one_of("--for", use[0], PURPOSES),
            _one_of("--audience", use[1], AUDIENCES),
            "named",
            utc_now().date(),
            frozenset(_one_of("--assured", one, CONDITIONS) for one in use[2]),
        )
        done = hand_over(case, items, out, to=to, purpose=purpose, use=meant, actor=actor(), key=key)
    show.line(f"bag: {done.folder}    {show.many(len(done.items), 'item')}, {show.size(done.size)}")
    show.line(f"proofs lead to {done.sealed.file}, key SHA-256 {done.sealed.fingerprint}")
    show.line(f"recorded: entries {', '.join(map(str, done.entries))} of the log")
    show.line(
        "tell the receiver the key's SHA-256 by another way; they check the bag with: sijil add CASE BAG"
    )


def _one_of(option: str, said: str, known: tuple[str, ...]) -> str:
    if said not in known:
        raise ConsentError(f"{said!r} is unknown", where=option, remedy=f"it is one of {', '.join(known)}")
    return said


def consents(folder: Path) -> None:
    """Print who allowed what; exits 1 where consents contradict themselves or were overrun by a handover."""
    from sijil.steps.consents import consents as looked_through

    with opened(folder) as case:
        found = looked_through(case)
        for line in found.allowed:
            show.line(line)
        for line in found.notes:
            show.line(line)
        for line in found.problems:
            show.problem(line)
    if found.problems:
        raise typer.Exit(1)
