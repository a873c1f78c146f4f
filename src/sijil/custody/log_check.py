"""Is the log the one that was written? Each line by itself, then the lines in the order of their numbers.

What cannot be told without an anchor outside the case (reference on custody, section 2, rows 4 and 6): a
rewriting of everything from some line on, and a log cut back to an earlier end together with its names.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise

from sijil.custody.checkpoint import origin_of
from sijil.custody.entry import GENESIS, WITH_BLOB, Entry, examine
from sijil.custody.layout import LOG, SHA256, Layout
from sijil.custody.log import lines
from sijil.custody.merkle import Tree
from sijil.custody.problem import Problem, problem

_TORN = "run the interrupted add again: it cuts this line off and logs that"
_RESTORE_LOG = "compare with a copy of the log from before"


Sizes = dict[str, dict[int, int]]
"""For each item's hash: the sizes that lines give it, each with the first line that does."""


@dataclass(frozen=True, slots=True)
class Read:
    """A line as it stands: its number, its hash, the entry in it (None if unreadable) and its place.

    `seq` is the place in the chain: what the line states, or what its `prev` shows.
    """

    line: int
    hash: str
    entry: Entry | None
    seq: int


@dataclass(slots=True)
class LogCheck:
    """What was read, and what is wrong so far, each problem with the number of its line."""

    reads: list[Read] = field(default_factory=list)
    found: list[tuple[int, Problem]] = field(default_factory=list)
    torn: bool = False
    chain: list[Read] = field(default_factory=list)
    broken: set[int] = field(default_factory=set)
    tree: Tree = field(default_factory=Tree)
    origin: str = ""

    @property
    def head(self) -> str:
        """The hash of the last whole line."""
        return self.reads[-1].hash if self.reads else GENESIS

    @property
    def last(self) -> int:
        """The highest place in the chain."""
        return self.chain[-1].seq if self.chain else 0

    def report(self, line: int, what: str, remedy: str = _RESTORE_LOG) -> None:
        """Note a problem of a line."""
        self.found.append((line, problem(f"{LOG}:{line}", what, remedy)))

    def follows(self, seq: int) -> bool:
        """The line at this place and the one after it are both there and linked as they should be."""
        return seq - 1 not in self.broken and seq not in self.broken and seq < self.last

    def removed(self) -> dict[str, tuple[int, str]]:
        """The items that were removed and not received again: the line that says so, and its reason."""
        gone: dict[str, tuple[int, str]] = {}
        for read in self.chain:
            if read.entry and read.entry.sha256 and read.entry.act == "removed":
                gone[read.entry.sha256] = (read.line, read.entry.reason or "")
            elif read.entry and read.entry.sha256 and read.entry.act in WITH_BLOB:
                gone.pop(read.entry.sha256, None)
        return gone

    def sizes(self) -> Sizes:
        """What the lines say of each item."""
        sizes: Sizes = {}
        for read in self.reads:
            entry = read.entry
            # What is no hash names no blob; the line itself is reported already.
            if entry and entry.act in WITH_BLOB and SHA256.match(digest := entry.sha256 or ""):
                sizes.setdefault(digest, {}).setdefault(entry.size or 0, read.line)
        return sizes


def read_log(layout: Layout) -> LogCheck:
    """Read the log and check its lines, their order and their links."""
    check = LogCheck()
    if not layout.log.exists():
        check.found.append((0, problem(LOG, "is missing", "put it back from a copy of the case")))
        return check
    _read(layout, check)
    if not check.reads:
        check.found.append((0, problem(LOG, "has no entry", "put it back from a copy of the case")))
    _check_order(check)
    _check_numbers(check)
    check.broken = set(_broken_links(check.chain))
    return check


def _read(layout: Layout, check: LogCheck) -> None:
    for line in lines(layout.log):
        if line.whole:
            check.origin = check.origin or origin_of(line.raw)
            check.tree.add(line.raw)
        if not line.whole:
            check.torn = True
            check.report(line.number, "is torn: its end is missing, as after a power cut", _TORN)
            return
        entry, fault = examine(line.raw, line.number)
        before = check.reads[-1] if check.reads else None
        seq = _place(entry, before)
        if fault:
            check.report(line.number, fault)
        elif entry and entry.seq != seq:
            check.report(
                line.number, f"looks edited: it follows entry {seq - 1} and calls itself {entry.seq}"
            )
        check.reads.append(Read(line.number, sha256(line.raw).hexdigest(), entry, seq))


def _place(entry: Entry | None, before: Read | None) -> int:
    expected = before.seq + 1 if before else 1
    linked = entry is not None and entry.prev == (before.hash if before else GENESIS)
    return expected if entry is None or linked else entry.seq


def _check_order(check: LogCheck) -> None:
    ordered = sorted(check.reads, key=lambda read: (read.seq, read.line))
    moved = [(here, due) for here, due in zip(check.reads, ordered, strict=True) if here.line != due.line]
    if moved:
        first, due = moved[0]
        where = f"entry {due.seq} stands in line {due.line}"
        if len(moved) == 2:
            check.report(first.line, f"looks swapped with line {due.line}: {where}")
        else:
            check.report(
                first.line, f"lines {first.line} to {moved[-1][0].line} look moved or swapped: {where}"
            )
    check.chain = ordered


def _check_numbers(check: LogCheck) -> None:
    """Say which entries are missing or there more than once, and leave each once in the chain."""
    chain: list[Read] = []
    for read in check.chain:
        due = chain[-1].seq + 1 if chain else 1
        if read.seq < due:
            if read.entry and chain and chain[-1].entry:
                same = "repeats" if read.hash == chain[-1].hash else "is a second entry beside"
                check.report(read.line, f"{same} line {chain[-1].line} (entry {read.seq})")
            continue
        if read.seq > due:
            which = f"entry {due} is" if read.seq == due + 1 else f"entries {due} to {read.seq - 1} are"
            check.report(read.line, f"{which} missing before this line: dropped")
        chain.append(read)
    check.chain = chain


def _broken_links(chain: list[Read]) -> Iterator[int]:
    """The places after which the next line does not follow from the one there."""
    if chain and chain[0].seq == 1 and chain[0].entry and chain[0].entry.prev != GENESIS:
        yield 0
    for one, other in pairwise(chain):
        if other.seq == one.seq + 1 and other.entry and other.entry.prev != one.hash:
            yield one.seq


def report_edits(check: LogCheck, contradicted: set[int]) -> None:
    """Name the line behind each broken link. `contradicted`: places whose name record is of another line."""
    by_seq = {read.seq: read for read in check.chain}
    edited = {seq for seq, read in by_seq.items() if read.entry is None}
    unreadable = set(edited)
    edited |= contradicted
    for seq in sorted(check.broken):
        if seq in edited or seq + 1 in edited:
            continue
        # A line whose own `prev` was changed breaks the link on either side of it.
        edited.add(seq + 1 if seq == 0 or seq + 1 in check.broken else seq)
    for seq in sorted(edited - unreadable):
        if seq in contradicted:
            check.report(by_seq[seq].line, "looks edited: it is not the line its name was recorded for")
        else:
            check.report(by_seq[seq].line, "looks edited: the chain does not go on from it")
