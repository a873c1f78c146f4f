"""The tree of joins that linking found, kept beside the case so that estimating need not link again.

`derived/linkage/tree.json.gz`: what it was made from (a hash of the mentions, judgements and version), keys and joins.
It may be deleted; linking makes it again.
"""

import gzip
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from sijil.linkage import LINKAGE_VERSION, Linked, Mention, Pair, Tree, link, tree
from sijil.store.case import Case
from sijil.store.derived import write_whole
from sijil.store.mentions import judged_pairs, mentions_to_link


def keep_tree(case: Case, linked: Linked, mentions: Sequence[Mention], judged: Sequence[Pair]) -> None:
    """Write the tree of a linking, or take the old one away where nothing could be estimated."""
    found, path = tree(linked), _path(case)
    if found is None:
        path.unlink(missing_ok=True)
        return
    data = {"made_from": _made_from(mentions, judged), "keys": found.keys, "joins": found.joins}
    write_whole(path, gzip.compress(json.dumps(data).encode("utf-8"), 1, mtime=0))


def linked_tree(case: Case) -> Tree | None:
    """The tree of the case's mentions under its judgements, from the last linking where that still holds."""
    mentions, judged = mentions_to_link(case), judged_pairs()
    path = _path(case)
    if path.is_file():
        data = json.loads(gzip.decompress(path.read_bytes()))
        if data["made_from"] == _made_from(mentions, judged):
            return Tree(
                tuple(data["keys"]), tuple((one, other, height) for one, other, height in data["joins"])
            )
    return tree(link(mentions, judged))


def _path(case: Case) -> Path:
    return case.folder / "derived" / "linkage" / "tree.json.gz"


def _made_from(mentions: Sequence[Mention], judged: Sequence[Pair]) -> str:
    digest = hashlib.sha256(LINKAGE_VERSION.encode("utf-8"))
    for row in (*mentions, *judged):
        digest.update(repr(row).encode("utf-8"))
    return digest.hexdigest()
