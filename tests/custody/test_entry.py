"""A log line has one form, and holds nothing personal."""

import json
from pathlib import Path

import pytest
from custody_specimens import log_lines, make_case
from hypothesis import given
from hypothesis import strategies as st

from sijil.custody.entry import ACTS, GENESIS, canonical, examine, read_entry
from sijil.errors import CustodyError

LINE = canonical(
    {
        "seq": 2,
        "prev": "a" * 64,
        "time": "2026-03-01T12:00:00Z",
        "clock": "ntp",
        "actor": "anon-1",
        "act": "received",
        "tool": "sijil 0.1.0",
        "sha256": "b" * 64,
        "size": 3,
        "name_hash": "c" * 64,
    }
)


def changed(**changes: object) -> bytes:
    return canonical(json.loads(LINE) | changes)


def test_a_sound_line_has_no_fault() -> None:
    entry, fault = examine(LINE, 2)
    assert entry and not fault
    assert (entry.seq, entry.sha256, entry.size, entry.container) == (2, "b" * 64, 3, None)


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"", "cannot be read"),
        (b"[]", "cannot be read"),
        (b"[" * 100_000, "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
        (LINE + b" ", "not in canonical form"),
        (LINE.replace(b":", b": "), "not in canonical form"),
        (LINE.replace(b'"size":3', b'"size":3,"size":3'), "not in canonical form"),
        (changed(size=3.0), "size of the wrong kind"),
        (changed(size=True), "size of the wrong kind"),
        (changed(size=-1), "size below 0"),
        (changed(seq=0), "seq below 1"),
        (changed(actor=None), "actor of the wrong kind"),
        (changed(prev="A" * 64), "prev that is not a SHA-256"),
        (changed(sha256="b" * 63), "sha256 that is not a SHA-256"),
        (changed(time="2026-03-01T13:00:00+01:00"), "not UTC"),
        (changed(act="viewed"), "act this version does not know"),
        (changed(act="created"), "keys of the act created"),
        (changed(container="d" * 64), "keys of the act received"),
        (changed(path="/home/x"), "cannot be read"),
    ],
)
def test_a_faulty_line_is_told_apart(raw: bytes, fault: str) -> None:
    assert fault in examine(raw, 2)[1]


def test_reading_a_broken_line_names_it() -> None:
    with pytest.raises(CustodyError, match=r"custody/log\.jsonl:17: cannot be read"):
        read_entry(b"{", 17)


@given(st.dictionaries(st.text(), st.integers() | st.text(alphabet=st.characters(exclude_categories=["Cs"]))))
def test_the_canonical_form_of_what_was_read_is_the_line_itself(fields: dict[str, object]) -> None:
    if all(key.isprintable() for key in fields):
        raw = canonical(fields)
        assert canonical(json.loads(raw)) == raw
        assert b"\n" not in raw


def test_a_new_log_begins_with_a_created_line_after_64_zeros(tmp_path: Path) -> None:
    make_case(tmp_path / "case")
    (line,) = log_lines(tmp_path / "case")
    fields = json.loads(line)
    assert fields["act"] == "created" and fields["seq"] == 1 and fields["prev"] == GENESIS == "0" * 64
    assert fields["time"] == "2026-03-01T12:00:00Z"


def test_no_log_line_holds_a_name_or_a_path(sound_case: Path) -> None:
    log = b"".join(log_lines(sound_case)).decode()
    for personal in ("note", "list", "شهادة", "video", "inner", "source", str(sound_case)):
        assert personal not in log


def test_every_act_that_is_written_is_in_the_table(sound_case: Path) -> None:
    assert {json.loads(line)["act"] for line in log_lines(sound_case)} < set(ACTS)
