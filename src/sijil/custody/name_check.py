"""Do the names belong to the log? A name that was deleted is no problem; one that was altered is."""

from sijil.custody.layout import LOG, NAMES, Layout
from sijil.custody.log import lines
from sijil.custody.log_check import LogCheck, Read
from sijil.custody.names import NameRecord, read_record
from sijil.custody.problem import Problem, note, problem
from sijil.errors import CustodyError

_ADD_AGAIN = "run the interrupted add again"
_LISTED = 20
"""So many removed names are noted one by one; more, as when the whole file is gone, in one note."""


def check_names(layout: Layout, log: LogCheck) -> tuple[list[Problem], set[int]]:
    """Problems of the names, and the places of lines that are not the ones their names were recorded for.

    Lines missing at the end of the log are noted in `log`.
    """
    interrupted = log.torn or layout.unfinished.exists()
    by_seq = {read.seq: read for read in log.chain}
    records, found = _read(layout, interrupted, by_seq)
    contradicted: set[int] = set()
    for record in records.values():
        read = by_seq.get(record.seq)
        if read is None or read.entry is None:
            continue
        if record.entry != read.hash and not log.follows(record.seq):
            contradicted.add(record.seq)
        elif record.entry != read.hash or record.name_hash != read.entry.name_hash:
            found.append(problem(f"{NAMES}:{record.line}", f"the name of entry {record.seq} was altered"))
    found += _beyond(records, log, interrupted)
    found += _removed(log.chain, records)
    return found, contradicted


def _read(
    layout: Layout, interrupted: bool, by_seq: dict[int, Read]
) -> tuple[dict[int, NameRecord], list[Problem]]:
    records: dict[int, NameRecord] = {}
    found: list[Problem] = []
    for line in lines(layout.names) if layout.names.exists() else ():
        where = f"{NAMES}:{line.number}"
        if not line.whole:
            report = note if interrupted else problem
            found.append(report(where, "is torn: its end is missing", _ADD_AGAIN))
            break
        try:
            record = read_record(line.raw, line.number, line.offset)
        except CustodyError as error:
            found.append(problem(where, error.what))
            continue
        if record.seq in records:
            found.append(problem(where, f"is a second name for entry {record.seq}"))
            # The one that was recorded for the line counts, whichever comes first.
            read = by_seq.get(record.seq)
            if read is None or record.entry != read.hash:
                continue
        records[record.seq] = record
    return records, found


def _beyond(records: dict[int, NameRecord], log: LogCheck, interrupted: bool) -> list[Problem]:
    """Names of entries after the end of the log."""
    beyond = [record for record in records.values() if record.seq > log.last]
    if not beyond:
        return []
    if interrupted:
        what = f"{len(beyond)} names belong to entries that are not in the log: an add was interrupted"
        return [note(f"{NAMES}:{beyond[0].line}", what, _ADD_AGAIN)]
    highest = max(record.seq for record in beyond)
    line = log.reads[-1].line if log.reads else 0
    log.report(line, f"entries after this line, up to {highest}, are missing: dropped from the end")
    return []


def _removed(chain: list[Read], records: dict[int, NameRecord]) -> list[Problem]:
    lines = [read.line for read in chain if _named(read) and read.seq not in records]
    if len(lines) > _LISTED:
        return [
            note(NAMES, f"the names of {len(lines)} entries were removed, the first that of line {lines[0]}")
        ]
    return [note(f"{LOG}:{line}", "its name was removed from names.jsonl") for line in lines]


def _named(read: Read) -> bool:
    return read.entry is not None and read.entry.name_hash is not None
