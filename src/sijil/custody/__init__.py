"""The custody of a case: original bytes named by their SHA-256, and a hash-chained log of how they came.

In: paths of files and folders, members taken out of containers, a pseudonym and a clock; a signing key.
Out: `Received` or `Refused` for each, once it is safely on the disk; the log's entries, names and bytes;
`Sealed` checkpoints over the log's Merkle tree (`merkle`, `checkpoint`) and the check of their time-stamps;
and from `verify` every `Problem` of a case, each with its file, line and level.
Knows nothing of what the bytes mean; no name of a file or a person is in a log line.
"""

from sijil.custody.anchors import Anchors, bound
from sijil.custody.bag import Payload, write_bag
from sijil.custody.bag_check import BagCheck, check_bag, is_bag
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
from sijil.custody.proofs import Proven, read_proofs, write_proofs
from sijil.custody.receipt import Given, write_receipt
from sijil.custody.sealing import Sealed
from sijil.custody.timestamps import Stamp, certificates
from sijil.custody.timestamps import check as check_stamp
from sijil.custody.timestamps import request as stamp_request

__all__ = [
    "HOWTO",
    "LOG",
    "REASONS",
    "Anchors",
    "BagCheck",
    "Checkpoint",
    "Clock",
    "Custody",
    "Entry",
    "Given",
    "Outcome",
    "Payload",
    "Problem",
    "Proven",
    "Received",
    "Refused",
    "Sealed",
    "Stamp",
    "Verification",
    "bound",
    "certificates",
    "check_bag",
    "check_stamp",
    "fingerprint",
    "is_bag",
    "own_key",
    "read_note",
    "read_proofs",
    "stamp_request",
    "utc_now",
    "verify",
    "write_bag",
    "write_howto",
    "write_proofs",
    "write_receipt",
]
