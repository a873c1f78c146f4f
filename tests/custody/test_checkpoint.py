"""Signed notes: written, read back, and every one that is cut, edited or of another key refused."""

import base64
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sijil.custody import own_key, read_note
from sijil.custody.checkpoint import ORIGIN, key_id, origin_of, write_note
from sijil.errors import CheckpointError, CustodyError

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
LOG = origin_of(b"the first line")
ROOT = sha256(b"root").digest()


def note() -> bytes:
    return write_note(LOG, 50, ROOT, "anon-7f3a", KEY)


def test_a_checkpoint_is_three_lines_a_blank_one_and_a_signature() -> None:
    lines = note().decode().split("\n")
    assert lines[0] == LOG and ORIGIN + sha256(b"the first line").hexdigest()[:32] == LOG
    assert lines[1:4] == ["50", base64.b64encode(ROOT).decode(), ""]
    assert lines[4].startswith(f"\u2014 {LOG}/anon-7f3a ")
    assert lines[5:] == [""]


def test_it_is_read_back_and_its_signature_holds_for_its_key_alone() -> None:
    read = read_note(note(), "x.note")
    assert (read.origin, read.size, read.root) == (LOG, 50, ROOT)
    assert read.holds(KEY.public_key())
    assert not read.holds(OTHER.public_key())
    raw = KEY.public_key().public_bytes_raw()
    name = f"{LOG}/anon-7f3a"
    assert key_id(name, KEY.public_key()) == sha256(name.encode() + b"\n\x01" + raw).digest()[:4]


def test_the_log_s_own_signature_is_found_by_its_name_wherever_it_stands() -> None:
    witness = "\u2014 witness.example/w " + base64.b64encode(b"wwww" + b"\x01" * 64).decode()
    text = note().decode()
    above = text.replace("\n\n", f"\n\n{witness}\n")
    for raw in (text + witness + "\n", above):
        read = read_note(raw.encode(), "x.note")
        assert read.holds(KEY.public_key())
        assert len(read.signatures) == 2


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda t: t.replace("50", "51"), None),
        (lambda t: t.replace(ORIGIN, "someone.else/"), "no checkpoint of a Sijil log"),
        (lambda t: t.replace("\n50\n", "\n050\n"), "no size"),
        (lambda t: t.replace("\n50\n", "\n0\n"), "no size"),
        (lambda t: t.replace("\n50\n", "\n-5\n"), "no size"),
        (lambda t: t.replace(base64.b64encode(ROOT).decode(), "AAAA"), "no root"),
        (lambda t: t[:-10], "cut short"),
        (lambda t: t.split("\n\n")[0] + "\n", "cut short"),
        (lambda t: t.replace("\u2014 ", "- "), "no signature"),
        (lambda t: t + "\u2014 name !!!\n", "no signature"),
        (lambda t: "", "cut short"),
    ],
)
def test_an_edited_note_is_refused_or_no_longer_signed(change: object, told: str | None) -> None:
    raw = change(note().decode()).encode()  # type: ignore[operator]
    if told is None:
        assert not read_note(raw, "x.note").holds(KEY.public_key())
        return
    with pytest.raises(CheckpointError, match=told):
        read_note(raw, "x.note")


def test_bytes_that_are_no_text_and_notes_without_end_are_refused() -> None:
    for raw in (b"\xff\xfe", b"a" * 200_000):
        with pytest.raises(CheckpointError):
            read_note(raw, "x.note")


def test_an_empty_log_has_no_checkpoint() -> None:
    with pytest.raises(CheckpointError):
        write_note(LOG, 0, ROOT, "anon", KEY)


def test_the_key_is_made_once_for_its_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "config" / "key.pem"
    key = own_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert own_key(path).private_bytes_raw() == key.private_bytes_raw()
    path.write_bytes(b"no key")
    with pytest.raises(CustodyError, match="cannot be used"):
        own_key(path)
