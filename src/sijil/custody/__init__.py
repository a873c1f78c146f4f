"""The custody of a case: original bytes named by their SHA-256, and a hash-chained log of how they came.

In: paths of files and folders, members taken out of containers, a pseudonym and a clock; a signing key.
Out: `Received` or `Refused` for each, once it is safely on the disk; the log's entries, names and bytes;
`Sealed` checkpoints over the log's Merkle tree (`merkle`, `checkpoint`) and the check of their time-stamps;
and from `verify` every `Problem` of a case, each with its file, line and level.
Knows nothing of what the bytes mean; no name of a file or a person is in a log line.
"""

from sijil.custody.anchors import Anchors
from sijil.custody.checking import Verification, verify
from sijil.custody.checkpoint import Checkpoint, fingerprint, read_note
from sijil.custody.clock import Clock, utc_now
from sijil.custody.custody import Custody
from sijil.custody.entry import REASONS, Entry
from sijil.custody.howto import write_howto
from sijil.custody.keys import own_key
from sijil.custody.layout import HOWTO, LOG
from sijil.custody.outcomes import Outcome, Received, Refused
from sijil.custody.problem import Problem
from sijil.custody.sealing import Sealed
from sijil.custody.timestamps import Stamp, certificates
from sijil.custody.timestamps import check as check_stamp
from sijil.custody.timestamps import request as stamp_request

__all__ = [
    "HOWTO",
    "LOG",
    "REASONS",
    "Anchors",
    "Checkpoint",
    "Clock",
    "Custody",
    "Entry",
    "Outcome",
    "Problem",
    "Received",
    "Refused",
    "Sealed",
    "Stamp",
    "Verification",
    "certificates",
    "check_stamp",
    "fingerprint",
    "own_key",
    "read_note",
    "stamp_request",
    "utc_now",
    "verify",
    "write_howto",
]
