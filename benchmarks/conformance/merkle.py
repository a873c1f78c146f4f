"""Our verifier of Merkle proofs on the public vectors of transparency-dev/merkle; size 0 must be refused.

python benchmarks/conformance/merkle.py [CHECKOUT]
"""

import base64
import json

from suite import Tally, folder

from sijil.custody.merkle import proves_consistency, proves_inclusion


def _bytes(text: str | None) -> bytes:
    return base64.b64decode(text or "")


def agrees(kind: str, case: dict) -> bool:
    """Whether our verdict on a vector is the one it states."""
    proof = [_bytes(step) for step in case["proof"] or []]
    if kind == "inclusion":
        verdict = proves_inclusion(
            _bytes(case["leafHash"]), case["leafIdx"], case["treeSize"], proof, _bytes(case["root"])
        )
    else:
        roots = _bytes(case["root1"]), _bytes(case["root2"])
        verdict = proves_consistency(case["size1"], case["size2"], *roots, proof)
    return verdict is not bool(case.get("wantErr"))


def main() -> None:
    """Count the vectors on which we agree; those of size 0 by themselves."""
    data = folder("merkle", "github.com/transparency-dev/merkle") / "testdata"
    zero = Tally("size 0, which we refuse whatever the vector says")
    for kind in ("inclusion", "consistency"):
        tally = Tally(kind)
        for path in sorted((data / kind).rglob("*.json")):
            case = json.loads(path.read_text("utf-8"))
            name = str(path.relative_to(data))
            if case.get("treeSize", case.get("size1")) == 0 and not case.get("wantErr"):
                # The suite calls "consistent with nothing" good; we give no verdict on an empty log.
                zero.note(name, not agrees(kind, case), "accepted")
            else:
                tally.note(name, agrees(kind, case), case.get("desc", ""))
        tally.show()
    zero.show()


if __name__ == "__main__":
    main()
