"""What comes out of the fence is believed only after it has been checked."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijil.readers import Cell, Member, NotTaken, Reading, Rendition, Row, Table
from sijil.readers.wire import BadAnswer, Frames, decode, encode, framed

_TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=30)


@given(
    texts=st.lists(st.tuples(_TEXT, _TEXT), max_size=3),
    metadata=st.dictionaries(_TEXT, _TEXT, max_size=3),
    reason=_TEXT,
)
def test_a_reading_survives_the_wire(texts, metadata, reason):
    reading = Reading(
        "partly_read",
        reason,
        renditions=[Rendition(part, text) for part, text in texts],
        not_taken=[NotTaken("a", 3, "why", "ff", "odd")],
        metadata=metadata,
    )
    assert decode(last(framed(encode(reading))), None) == reading


def last(data: bytes) -> object:
    return Frames(BytesIO(data)).last()


def test_tables_and_members_survive_the_wire(tmp_path):
    (tmp_path / "member-000001").write_bytes(b"abc")
    table = Table(0, "List", 1, [Cell(0, 4)], [Row(2, 5, (3, 0)), Row(3, 10, ())])
    member = Member("../x", tmp_path / "member-000001", 3, "", "odd")
    reading = Reading(
        "read", renditions=[Rendition("text", "name\nAli\t\n")], tables=[table], members=[member]
    )
    assert decode(last(framed(encode(reading))), tmp_path) == reading


def test_a_row_knows_its_cells_and_end():
    row = Row(7, 10, (3, 0, 2))
    assert row.cells == [Cell(10, 13), Cell(14, 14), Cell(15, 17)]
    assert (row.end, Row(1, 5, ()).end) == (17, 5)


def answer(**changes: object) -> dict[str, object]:
    whole = encode(Reading("read", renditions=[Rendition("text", "name\nAli")]))
    return {**whole, **changes}


@pytest.mark.parametrize(
    "message",
    [
        [],
        {},
        answer(outcome="fine"),
        answer(outcome=7),
        answer(reason=None),
        answer(metadata={"a": 1}),
        answer(metadata=[]),
        answer(renditions=[["text"]]),
        answer(renditions=[["text", "\ud800"]]),
        answer(renditions=[["text", "a\x00b"]]),
        answer(tables=[[5, "", 0, [], []]]),
        answer(tables=[[0, "", -1, [], []]]),
        answer(tables=[[0, "", 0, [[0, 99]], []]]),
        answer(tables=[[0, "", 0, [[3, 1]], []]]),
        answer(tables=[[0, "", 0, [], [[1, 0, [99]]]]]),
        answer(tables=[[0, "", 0, [], [[0, 0, [1]]]]]),
        answer(tables=[[0, "", 0, [], [[1, 0, [True]]]]]),
        answer(members=[["a", "../../etc/passwd", 1, "", ""]]),
        answer(members=[["a", "member-000001", 1, "", ""]]),
        answer(not_taken=[["a", -1, "", "", ""]]),
    ],
)
def test_an_answer_that_does_not_hold_is_not_believed(message):
    with pytest.raises(BadAnswer):
        decode(message, None)


def test_a_member_must_be_a_plain_file_of_the_stated_size(tmp_path):
    (tmp_path / "member-000001").symlink_to("/etc/passwd")
    (tmp_path / "member-000002").write_bytes(b"abc")
    for file, size in (("member-000001", 3), ("member-000002", 4), ("member-000003", 0)):
        with pytest.raises(BadAnswer):
            decode(answer(members=[["a", file, size, "", ""]]), tmp_path)


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 8, b"\0" * 7 + b"\x09{}", framed({"a": 1})[:-1], b"\0" * 7 + b"\x01{"]
)
def test_a_cut_or_garbled_frame_is_not_believed(data):
    with pytest.raises(BadAnswer):
        decode(last(data), None)


def test_nesting_does_not_bring_the_parent_down():
    body = b"[" * 200_000
    with pytest.raises(BadAnswer):
        last(len(body).to_bytes(8, "big") + body)
