"""Handing over, receiving and receipts: from one case into another, with proofs that hold or do not."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Sijil = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def case(sijil: Sijil, tmp_path: Path) -> Path:
    files = tmp_path / "files"
    files.mkdir()
    (files / "شهادة.txt").write_text("They took my brother.\n", "utf-8")
    (files / "b.txt").write_text("Gunmen killed three civilians in Beit Sal.\n", "utf-8")
    case = tmp_path / "case"
    assert sijil("run", case, files).returncode == 0
    return case


def handed(sijil: Sijil, case: Path, bag: Path, *items: str) -> subprocess.CompletedProcess[str]:
    return sijil(
        "handover", case, *items, "--to", "Rana Example, The Hague", "--purpose", "case 12", "--out", bag
    )


def items_of(case: Path) -> dict[str, str]:
    return {
        i["name"].split("/")[-1]: i["sha256"]
        for i in json.loads((case / "report/items.json").read_text("utf-8"))
    }


def test_a_bag_is_handed_over_and_taken_in_with_its_proofs(sijil: Sijil, case: Path, tmp_path: Path) -> None:
    bag, other = tmp_path / "bag", tmp_path / "other"
    sha256 = items_of(case)["شهادة.txt"]
    done = handed(sijil, case, bag, sha256[:10])
    assert done.returncode == 0, done.stderr
    held = {str(path.relative_to(bag)) for path in bag.rglob("*") if path.is_file()}
    assert {"data/evidence/شهادة.txt", "data/log/proofs.json", "data/log/log.jsonl", "data/log/checkpoint.note",
            "data/log/key.pub.pem", "data/receipt.txt", "bagit.txt", "bag-info.txt"} <= held  # fmt: skip
    everything = b"".join(path.read_bytes() for path in bag.rglob("*") if path.is_file())
    assert b"Rana" not in everything and b"case 12" not in everything
    assert b"Rana" not in (case / "custody/log.jsonl").read_bytes()
    assert sijil("verify", case).returncode == 0
    assert '"act":"transferred"' in (case / "custody/log.jsonl").read_text("utf-8").splitlines()[-1]
    assert sijil("new", other).returncode == 0
    taken = sijil("add", other, bag)
    assert taken.returncode == 0, taken.stdout + taken.stderr
    assert "proven in the log sijil/log/" in taken.stdout and "sound" in taken.stdout
    blob = other / "evidence/sha256" / sha256[:2] / sha256
    assert blob.read_text("utf-8") == "They took my brother.\n"
    assert sijil("run", other).returncode == 0
    assert "proven in the log" in (other / "report/index.html").read_text("utf-8")


def test_the_receipt_lists_every_file_in_both_languages(sijil: Sijil, case: Path, tmp_path: Path) -> None:
    receipt = tmp_path / "receipt.txt"
    (tmp_path / "more.txt").write_text("more\n", "utf-8")
    done = sijil("add", case, tmp_path / "more.txt", "--receipt", receipt)
    assert done.returncode == 0, done.stderr
    text = receipt.read_text("utf-8")
    assert "RECEIPT FOR FILES" in text and "إيصال بملفات" in text and "log / السجل" in text
    row = next(line for line in text.splitlines() if line.endswith("more.txt"))
    (tmp_path / "sums").write_text(f"{row.split()[0]}  more.txt\n", "utf-8")
    checked = subprocess.run(["sha256sum", "--check", "sums"], cwd=tmp_path, capture_output=True, check=False)
    assert checked.returncode == 0


def altered_proof(bag: Path) -> None:
    path = bag / "data/log/proofs.json"
    path.write_text(
        path.read_text("utf-8").replace('"actor', '"aktor', 1).replace('\\"act\\"', '\\"akt\\"', 1), "utf-8"
    )


@pytest.mark.parametrize("kind", ["proof", "foreign key", "no proofs", "garbage"])
def test_proofs_that_do_not_hold_are_said_with_each_file(
    sijil: Sijil, case: Path, tmp_path: Path, kind: str
) -> None:
    bag, other = tmp_path / "bag", tmp_path / "other"
    assert handed(sijil, case, bag, "files/b.txt").returncode == 0
    proofs = bag / "data/log/proofs.json"
    if kind == "proof":
        altered_proof(bag)
    elif kind == "foreign key":
        document = json.loads(proofs.read_text("utf-8"))
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", tmp_path / "k"], check=True)
        pem = subprocess.run(
            ["openssl", "pkey", "-in", tmp_path / "k", "-pubout"], capture_output=True, check=True
        )
        document["key"] = pem.stdout.decode()
        proofs.write_text(json.dumps(document), "utf-8")
    elif kind == "garbage":
        proofs.write_text("{}", "utf-8")
    else:
        proofs.unlink()
    again = tmp_path / "again"
    make_bag_anew(bag, again)
    assert sijil("new", other).returncode == 0
    done = sijil("add", other, again)
    assert done.returncode == 0, done.stderr
    assert ("do not hold" in done.stdout) is (kind != "no proofs")
    assert "proven in the log" not in done.stdout


def make_bag_anew(bag: Path, target: Path) -> None:
    """What somebody who alters a bag would do: all manifests written again, so that only the proofs can tell."""
    import hashlib

    shutil.copytree(bag, target)
    rows = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(target)}"
        for path in sorted((target / "data").rglob("*")) if path.is_file()
    ]  # fmt: skip
    (target / "manifest-sha256.txt").write_text("\n".join(rows) + "\n", "utf-8")
    for name in ("tagmanifest-sha256.txt", "bag-info.txt"):
        (target / name).unlink()


def test_a_bag_with_a_fault_is_refused_whole(sijil: Sijil, case: Path, tmp_path: Path) -> None:
    bag, other = tmp_path / "bag", tmp_path / "other"
    assert handed(sijil, case, bag, "files/b.txt", "files/شهادة.txt").returncode == 0
    (bag / "data/evidence/b.txt").write_text("Gunmen killed thirty civilians in Beit Sal\n", "utf-8")
    assert sijil("new", other).returncode == 0
    done = sijil("add", other, bag)
    assert done.returncode == 1
    assert "is no sound bag" in done.stderr and "data/evidence/b.txt" in done.stderr
    assert not list((other / "evidence/sha256").glob("*/*"))
    assert len((other / "custody/log.jsonl").read_text("utf-8").splitlines()) == 1


@pytest.mark.parametrize(("said", "told"), [("nothing.txt", "names no item"), ("0" * 64, "names no item")])
def test_an_item_that_is_not_there_hands_nothing_over(
    sijil: Sijil, case: Path, tmp_path: Path, said: str, told: str
) -> None:
    done = handed(sijil, case, tmp_path / "bag", said)
    assert done.returncode != 0 and told in done.stderr
    assert not (tmp_path / "bag").exists()


def test_a_bag_that_is_there_already_is_not_written_over(sijil: Sijil, case: Path, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    assert handed(sijil, case, bag, "files/b.txt").returncode == 0
    before = (case / "custody/log.jsonl").read_bytes()
    done = handed(sijil, case, bag, "files/b.txt")
    assert done.returncode != 0 and "already something" in done.stderr
    assert (case / "custody/log.jsonl").read_bytes() == before
