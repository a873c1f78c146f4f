"""A name is kept byte for byte, and shown as text that can be printed and stored."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijil.custody.names import NameRecord, raw_name, read_record, record_line, salted, shown
from sijil.errors import CustodyError


@given(st.integers(1, 10**9), st.binary(max_size=80), st.binary(min_size=16, max_size=16))
def test_a_record_read_back_is_the_one_written(seq: int, raw: bytes, salt: bytes) -> None:
    record = NameRecord(seq, raw, salt, "e" * 64, 1, 0)
    line = record_line(record)
    assert b"\n" not in line
    assert read_record(line, 1, 0) == record


@given(st.binary(max_size=60))
def test_a_shown_name_can_always_be_stored(raw: bytes) -> None:
    shown(raw).encode()


@given(st.text())
def test_a_name_given_as_text_is_kept_as_its_bytes(name: str) -> None:
    assert shown(raw_name(name)) == name


def test_names_that_are_no_unicode_have_bytes_too() -> None:
    assert raw_name(os.fsdecode(b"\xd4\xc7")) == b"\xd4\xc7"
    assert raw_name("\ud800") == b"\xed\xa0\x80"
    assert raw_name(b"\xff") == b"\xff"


def test_another_salt_gives_another_hash() -> None:
    assert salted(b"0" * 16, b"name") != salted(b"1" * 16, b"name") != salted(b"1" * 16, b"nam")


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{}", b"\xff", b'{"name":1,"salt":"","seq":1,"entry":""}', b"[" * 99_999]
)
def test_what_is_no_record_is_named(raw: bytes) -> None:
    with pytest.raises(CustodyError, match=r"custody/names\.jsonl:7: cannot be read"):
        read_record(raw, 7, 0)
