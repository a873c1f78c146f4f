"""Our check of BagIt bags on the conformance suite of the Library of Congress, beside bagit-python in the same run.

python benchmarks/conformance/bags.py [CHECKOUT]
"""

import logging
from pathlib import Path

from suite import Tally, folder

from sijil.custody.bag_check import check_bag

MUST = {"valid": True, "invalid": False, "linux-only": False, "windows-only": False}


def peer(bag: Path) -> bool | None:
    """The verdict of bagit-python; None when it is not installed."""
    try:
        import bagit
    except ImportError:
        return None
    logging.disable(logging.CRITICAL)
    try:
        return bool(bagit.Bag(str(bag)).is_valid())
    except Exception:  # noqa: BLE001  # whatever the peer raises, it did not accept the bag
        return False


def main() -> None:
    """Each kind of bag: accepted or refused as the suite says."""
    home = folder("bagit-conformance-suite", "github.com/LibraryOfCongress/bagit-conformance-suite")
    for kind, good in MUST.items():
        ours, theirs = Tally(f"{kind}: ours"), Tally(f"{kind}: bagit-python")
        for bag in sorted(path for path in home.glob(f"v*/{kind}/*") if path.is_dir()):
            name = str(bag.relative_to(home))
            found = check_bag(bag)
            ours.note(name, (not found.problems) is good, "; ".join(found.problems) or "was accepted")
            verdict = peer(bag)
            if verdict is not None:
                theirs.note(name, verdict is good, "refused" if good else "was accepted")
        ours.show()
        theirs.show()
    for bag in sorted(path for path in home.glob("v*/warning/*") if path.is_dir()):
        found = check_bag(bag)
        verdict = "refused: " + "; ".join(found.problems) if found.problems else "accepted"
        print(f"warning {bag.name}: {verdict}; {'; '.join(found.notes) or 'no note'}")


if __name__ == "__main__":
    main()
