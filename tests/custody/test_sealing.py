"""Checkpoints of a case: what they bind, and that no two that contradict each other are ever signed."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from custody_specimens import ACTOR, add, copy_case, still, write_files

from sijil.custody import Custody, Problem, Verification
from sijil.custody.layout import Layout
from sijil.errors import CheckpointError, CustodyError

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))


@pytest.fixture
def case(sound_case: Path, tmp_path: Path) -> Path:
    copy_case(sound_case, tmp_path / "case")
    return tmp_path / "case"


def seal(case: Path, key: Ed25519PrivateKey = KEY, actor: str = ACTOR) -> Path:
    return case / Custody(case).seal(actor=actor, key=key, clock=still).file


def found(case: Path, against: Path | None = None) -> list[Problem]:
    return [p for p in Verification(case, against=against).problems() if p.severity == "problem"]


def grow(case: Path, content: bytes = b"later") -> None:
    add(Custody(case), write_files(case.parent / f"more-{content.hex()}", {"later.txt": content}))


def rewrite(case: Path, start: int) -> None:
    """Change entry `start` and rewrite the chain after it, as somebody without the key could."""
    from hashlib import sha256

    log, names = case / "custody/log.jsonl", case / "custody/names.jsonl"
    lines = [json.loads(line) for line in log.read_bytes().splitlines()]
    lines[start - 1]["time"] = "2020-01-01T00:00:00Z"
    raw: list[bytes] = []
    for line in lines:
        line["prev"] = sha256(raw[-1]).hexdigest() if raw else line["prev"]
        raw.append(json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())
    log.write_bytes(b"".join(one + b"\n" for one in raw))
    records = [json.loads(line) for line in names.read_bytes().splitlines()]
    for record in records:
        record["entry"] = sha256(raw[record["seq"] - 1]).hexdigest()
    text = (json.dumps(r, sort_keys=True, separators=(",", ":"), ensure_ascii=False) for r in records)
    names.write_text("".join(one + "\n" for one in text), "utf-8")


def test_a_sealed_case_is_sound_and_counts_its_checkpoint(case: Path) -> None:
    note = seal(case)
    assert note.name == "00000010.note"
    check = Verification(case)
    assert [p for p in check.problems() if p.severity == "problem"] == []
    assert check.anchors.checkpoints == 1 and check.anchors.size == 0
    assert "1 checkpoint, 0 time-stamps" in check.summary()


def test_sealing_the_same_log_again_gives_the_same_checkpoint_and_a_longer_one_another(case: Path) -> None:
    first = seal(case)
    assert seal(case) == first
    grow(case)
    assert seal(case).name == "00000011.note"
    assert found(case) == []


def test_a_log_rewritten_with_its_names_is_found_at_level_3(case: Path) -> None:
    """Threat 3: without the key. Threat 5 is the same with it, and is found by `against`."""
    note = seal(case)
    kept = note.read_bytes()
    rewrite(case, 4)
    assert {p.level for p in found(case)} == {3}
    with pytest.raises(CheckpointError, match="nothing is signed that contradicts it"):
        seal(case)
    note.unlink()
    seal(case)
    assert found(case) == []
    outside = case.parent / "kept.note"
    outside.write_bytes(kept)
    (problem,) = found(case, outside)
    assert problem.level == 6 and "was changed" in problem.what


def test_a_log_cut_back_with_its_names_is_found(case: Path) -> None:
    """Threat 6: back to an old valid end."""
    old = case.parent / "old"
    copy_case(case, old)
    grow(case)
    kept = seal(case).read_bytes()
    outside = old.parent / "kept.note"
    outside.write_bytes(kept)
    lay = Layout(old)
    lay.key.write_bytes(Layout(case).key.read_bytes())
    (problem,) = found(old, outside)
    assert problem.level == 6 and "cut off its end" in problem.what


def test_an_old_checkpoint_shows_that_nothing_before_it_changed(case: Path) -> None:
    outside = case.parent / "kept.note"
    outside.write_bytes(seal(case).read_bytes())
    grow(case)
    check = Verification(case, against=outside)
    assert [p for p in check.problems() if p.severity == "problem"] == []
    assert (check.anchors.size, check.anchors.kind) == (10, "yours")


@pytest.mark.parametrize("kind", ["another log", "another key", "edited", "truncated", "missing"])
def test_a_checkpoint_that_is_not_of_this_case_is_refused_with_the_reason(case: Path, kind: str) -> None:
    note, outside = seal(case), case.parent / "kept.note"
    outside.write_bytes(note.read_bytes())
    if kind == "another log":
        other = Custody.create(case.parent / "other", ACTOR, still)
        outside.write_bytes(other.seal(actor=ACTOR, key=KEY).checkpoint.raw)
    elif kind == "another key":
        note.unlink()
        Layout(case).key.unlink()
        seal(case, OTHER)
    elif kind == "edited":
        outside.write_bytes(outside.read_bytes().replace(b"\n10\n", b"\n9\n"))
    elif kind == "truncated":
        outside.write_bytes(outside.read_bytes()[:60])
    else:
        outside.unlink()
    told = {
        "another log": "of another log",
        "another key": "not signed by a key of this case",
        "edited": "does not agree with the log",
        "truncated": "cut short",
        "missing": "cannot be read",
    }
    problems = [p for p in found(case, outside) if p.level == 6]
    assert any(told[kind] in p.what for p in problems), problems


@pytest.mark.parametrize("what", ["note", "key", "both"])
def test_an_altered_note_or_key_is_found_at_its_level(case: Path, what: str) -> None:
    note = seal(case)
    if what in ("note", "both"):
        note.write_bytes(note.read_bytes().replace(b"\n10\n", b"\n9\n"))
    if what in ("key", "both"):
        Layout(case).key.write_bytes(b"-----BEGIN PUBLIC KEY-----\n")
    levels = {p.level for p in found(case)}
    assert 4 in levels
    assert (3 in levels) == (what != "key")


def test_two_users_sign_with_keys_of_their_own(case: Path) -> None:
    seal(case)
    assert seal(case, OTHER, "u-2").name == "00000010-2.note"
    assert (case / "custody/keys/u-2.pub.pem").is_file()
    assert found(case) == []
    with pytest.raises(CustodyError, match="another key stands here"):
        seal(case, Ed25519PrivateKey.from_private_bytes(b"\x05" * 32), "u-2")


def test_a_checkpoint_handed_out_binds_what_came_before_it(case: Path) -> None:
    note = seal(case)
    custody = Custody(case)
    custody.anchored(note.read_bytes(), to="Rana Example, Beirut", actor=ACTOR, clock=still)
    assert "Rana" not in (case / "custody/log.jsonl").read_text("utf-8")
    check = Verification(case)
    assert [p for p in check.problems() if p.severity == "problem"] == []
    assert (check.anchors.size, check.anchors.kind) == (10, "handed out")
    assert check.anchors.time == datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_what_was_removed_is_told_apart_from_what_is_missing(case: Path) -> None:
    custody = Custody(case)
    first, second = list(custody.received())[1:3]
    custody.remove(first.sha256, reason="withdrawn_consent", authorised_by="Rana Example", actor=ACTOR)
    assert "Rana" not in (case / "custody/log.jsonl").read_text("utf-8")
    assert found(case) == []
    notes = [p.what for p in Verification(case).problems() if p.severity == "note"]
    assert any("removed, recorded" in what and "withdrawn_consent" in what for what in notes)
    custody.path_of(second.sha256).unlink()
    (problem,) = found(case)
    assert problem.level == 1 and "is missing" in problem.what


def test_removing_again_changes_nothing_and_adding_again_brings_it_back(case: Path) -> None:
    custody = Custody(case)
    item = next(custody.received())
    content = custody.open_blob(item.sha256).read()
    seq = custody.remove(item.sha256, reason="harm", authorised_by="x", actor=ACTOR)
    assert custody.remove(item.sha256, reason="harm", authorised_by="x", actor=ACTOR) == seq
    grow(case, content)
    assert found(case) == []
    assert custody.path_of(item.sha256).read_bytes() == content


def test_a_blob_that_is_back_without_a_word_is_a_problem(case: Path) -> None:
    custody = Custody(case)
    item = next(custody.received())
    content = custody.open_blob(item.sha256).read()
    custody.remove(item.sha256, reason="court_order", authorised_by="x", actor=ACTOR)
    custody.path_of(item.sha256).write_bytes(content)
    assert any("although" in p.what for p in found(case))


def test_only_what_is_in_custody_is_removed_and_only_for_a_known_reason(case: Path) -> None:
    custody = Custody(case)
    item = next(custody.received())
    for digest, reason in (("0" * 64, "harm"), (item.sha256, "no longer needed")):
        with pytest.raises(CustodyError):
            custody.remove(digest, reason=reason, authorised_by="x", actor=ACTOR)
    assert found(case) == []
