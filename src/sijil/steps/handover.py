"""`sijil handover`: items given to somebody in a bag that proves itself, and on record that they were."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import sijil
from sijil.counting.consent import Use
from sijil.custody import Clock, Given, Payload, Sealed, utc_now, write_bag, write_proofs, write_receipt
from sijil.errors import ConsentError, EvidenceError
from sijil.store.case import Case
from sijil.store.consents import blocked, called
from sijil.store.item_lookup import items_named
from sijil.store.mirror import mirror
from sijil.store.models import Item
from sijil.store.runs import run_record

PROOFS = "log/proofs.json"


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The bag, what is in it, and the checkpoint its proofs lead to."""

    folder: Path
    items: tuple[Item, ...]
    size: int
    sealed: Sealed
    entries: tuple[int, ...]


def items_said(said: Sequence[str], *, sealed: bool = False) -> list[Item]:
    """The items that are named, as `items_named` finds them.

    Raises `EvidenceError` also, without `sealed`, for one whose original holds what was sealed away from every
    reader (the giver's contacts and log-ins).
    """
    found = items_named(said)
    for item in found:
        if item.sensitivity == "sealed" and not sealed:
            what = f"holds {item.metadata.get('sealed_away')} of its giver, which were sealed away"
            raise EvidenceError(
                what, where=item.name, remedy="hand it over with --sealed only if the giver agrees"
            )
    return found


def hand_over(
    case: Case,
    items: Sequence[Item],
    folder: Path,
    *,
    to: str,
    purpose: str,
    use: Use,
    actor: str,
    key: Ed25519PrivateKey,
    clock: Clock = utc_now,
) -> HandedOver:
    """Write a bag with the items' bytes, the log, its newest checkpoint, proofs and a receipt; then record it.

    Receiver and purpose stand beside the log, salted and deletable, and are not in the bag. Raises `ConsentError`
    when somebody whose words are in the items did not allow the use, `CustodyError` when a blob is not what was
    received; nothing is left behind then.
    """
    _require_consent(items, use)
    with run_record("handover") as run:
        custody = case.custody
        sealed = custody.seal(actor=actor, key=key, clock=clock)
        files = [Payload(custody.path_of(item.sha256), item.sha256, item.name) for item in items]
        stamp = clock().strftime("%Y-%m-%dT%H:%M:%SZ")
        more = _beside(case, items, sealed, stamp)
        info = [
            ("Bagging-Date", stamp[:10]),
            ("Bag-Software-Agent", f"sijil {sijil.__version__}"),
            ("External-Identifier", sealed.checkpoint.origin),
            ("Internal-Sender-Description", "Evidence as received; see data/receipt.txt and data/log"),
        ]
        write_bag(folder, files, more, info)
        words = {"to": to, "purpose": purpose}
        entries = custody.transferred([i.sha256 for i in items], words=words, actor=actor, clock=clock)
        mirror(case)
        run.rows_in = run.rows_out = len(items)
    return HandedOver(folder, tuple(items), sum(item.size for item in items), sealed, tuple(entries))


def _require_consent(items: Sequence[Item], use: Use) -> None:
    """Originals show everything that is in them, so that nothing less than the name must be allowed."""
    refused = blocked(items, use)
    if refused:
        one = refused[0]
        more = f" (and {len(refused) - 1} more)" if len(refused) > 1 else ""
        against = ", ".join(word.replace("_", " ") for word in one.reasons)
        raise ConsentError(
            f"the consent of {called(one.person)} does not reach so far: {against}{more}",
            where=one.item.sha256[:16],
            remedy=f"for {use.purpose.replace('_', ' ')}, {use.audience.replace('_', ' ')}; record a consent "
            "(docs/consent.md), assure the condition with --assured, or leave the item out",
        )


def _beside(case: Case, items: Sequence[Item], sealed: Sealed, stamp: str) -> dict[str, bytes]:
    log = (case.folder / "custody/log.jsonl").read_bytes()
    key_pem = (case.folder / sealed.key_file).read_bytes()
    raw = log.splitlines()[: sealed.checkpoint.size]
    wanted = {item.sha256 for item in items}
    seqs = sorted(e.seq for sha256 in wanted for e in case.custody.entries_of(sha256))
    _, tree = case.custody.tree()
    lines = [(seq, raw[seq - 1]) for seq in seqs if seq <= sealed.checkpoint.size]
    given = [Given(item.name, item.size, item.sha256) for item in items]
    found = {
        "log/log.jsonl": b"".join(line + b"\n" for line in raw),
        "log/key.pub.pem": key_pem,
        PROOFS: write_proofs(sealed.checkpoint, tree, lines, key_pem),
        "receipt.txt": write_receipt(
            given,
            time=stamp,
            case=case.settings.title,
            log=sealed.checkpoint.origin,
            fingerprint=sealed.fingerprint,
        ),
    }
    base = case.folder / sealed.file.removesuffix(".note")
    for end in (".note", ".tsq", ".tsr", ".chain.pem"):
        if base.with_suffix(end).is_file():
            found[f"log/checkpoint{end}"] = base.with_suffix(end).read_bytes()
    return found
