"""Telegram exports: each trap of the format in a specimen of its own."""

import json
from pathlib import Path
from typing import Any

import pytest

from sijil.readers import Part, Reading, read
from sijil.readers.telegram_stream import Mended


def message(number: int, text: Any = "hello", **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "type": "message",
        "date": "2025-03-07T13:15:22",
        "date_unixtime": "1741342522",
        "from": "Rana Example",
        "from_id": "user5",
        "text": text,
        "text_entities": [],
        **more,
    }


def chat(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": "A chat", "type": "private_group", "id": 77, **more, "messages": list(messages)}


def reading(tmp_path: Path, export: Any) -> Reading:
    path = tmp_path / "result.json"
    raw = export if isinstance(export, bytes) else json.dumps(export, ensure_ascii=False, indent=1).encode()
    path.write_bytes(raw)
    return read(path, name="result.json")


def body(found: Reading, part: Part) -> str:
    return found.renditions[part.rendition].text[part.start : part.end]


def test_a_message_is_a_part_with_its_sender_its_instant_and_its_own_number(tmp_path: Path) -> None:
    found = reading(tmp_path, chat(message(4711, ["Gunmen ", {"type": "bold", "text": "killed"}, " three."])))
    assert found.outcome == "read"
    (part,) = found.parts
    assert (part.kind, part.label, part.sender, part.sender_id) == (
        "message",
        "4711",
        "Rana Example",
        "user5",
    )
    assert part.earliest == part.latest == "2025-03-07T10:15:22Z"
    assert body(found, part) == "Gunmen killed three."
    text = found.renditions[0].text
    assert text[part.sender_start : part.sender_end] == "Rana Example"
    assert part.facts["chat_type"] == "private_group"


def test_a_date_without_unixtime_is_the_exporting_machine_s_own_clock(tmp_path: Path) -> None:
    old = message(1)
    del old["date_unixtime"]
    part = reading(tmp_path, chat(old)).parts[0]
    assert part.earliest == "2025-03-07T13:15:22"


@pytest.mark.parametrize("written", [r"a\x1fb", r"a\\\x1fb"])
def test_control_characters_that_are_no_json_are_mended_in_what_is_read(tmp_path: Path, written: str) -> None:
    raw = json.dumps(chat(message(1, "PUT")), indent=1).replace("PUT", written).encode()
    with pytest.raises(ValueError, match="escape"):
        json.loads(raw)
    found = reading(tmp_path, raw)
    assert found.outcome == "read"
    assert body(found, found.parts[0]) == written.replace("\\x1f", "\x1f").replace("\\\\", "\\")
    assert (tmp_path / "result.json").read_bytes() == raw


def test_a_backslash_before_x_stays_what_it_is(tmp_path: Path) -> None:
    found = reading(tmp_path, chat(message(1, r"path\x41 and \\x42")))
    assert body(found, found.parts[0]) == r"path\x41 and \\x42"


@pytest.mark.parametrize("size", range(1, 60))
def test_mending_does_not_depend_on_where_a_chunk_ends(tmp_path: Path, size: int, monkeypatch: Any) -> None:
    monkeypatch.setattr("sijil.readers.telegram_stream._CHUNK", size)
    raw = b'{"a": "x\\x1fy\\\\x2fz\\\\\\x07",\n "document_id": video_files/s.webm,\n "b": "\\\\"}'
    path = tmp_path / "x"
    path.write_bytes(raw)
    with path.open("rb") as file:
        mended, made = Mended(file), b""
        while piece := mended.read():
            made += piece
    expected = {"a": "x\x1fy\\x2fz\\\x07", "document_id": "video_files/s.webm", "b": "\\"}
    assert json.loads(made) == expected


def test_a_document_id_without_quotes_is_read(tmp_path: Path) -> None:
    raw = json.dumps(
        chat(message(1, [{"type": "custom_emoji", "text": "x", "document_id": "PUT"}])), indent=1
    )
    found = reading(tmp_path, raw.replace('"PUT"', "video_files/sticker.webm").encode())
    assert found.outcome == "read" and body(found, found.parts[0]) == "x"


def test_sentences_in_place_of_paths_are_three_kinds_of_not_exported(tmp_path: Path) -> None:
    said = [
        "(File not included. Change data exporting settings to download.)",
        "(File exceeds maximum size. Change data exporting settings to download.)",
        "(File unavailable, please try again later)",
    ]
    found = reading(tmp_path, chat(*(message(n, photo=path) for n, path in enumerate(said, 1))))
    assert len({part.facts["not_exported"] for part in found.parts}) == 3
    assert found.metadata["not_exported"].count(";") == 2
    assert all("files" not in part.facts for part in found.parts)


def test_forwards_edits_replies_reactions_places_and_polls_are_kept(tmp_path: Path) -> None:
    found = reading(
        tmp_path,
        chat(
            message(1, forwarded_from="Another channel", reply_to_message_id=9, edited_unixtime="1741342600"),
            message(2, forwarded_from=None, reactions=[{"type": "emoji", "count": 3, "emoji": "👍"}]),
            message(3, location_information={"latitude": 35.5, "longitude": 36.1}, file="files/a.pdf"),
            message(4, "", poll={"question": "Where?", "answers": [{"text": "Here", "voters": 2}]}),
            message(5, contact_information={"first_name": "Nour", "phone_number": "00963944000000"}),
        ),
    )
    one, two, three, four, five = found.parts
    assert (one.facts["forwarded_from"], one.facts["reply_to_message_id"]) == ("Another channel", "9")
    assert one.facts["edited"] == "2025-03-07T10:16:40Z"
    assert two.facts["forwarded_from"] == "a deleted account" and two.facts["reactions"] == "👍 3"
    assert (three.facts["location"], three.facts["files"]) == ("35.5, 36.1", "files/a.pdf")
    assert body(found, four) == "Where?\nHere: 2"
    assert "00963944000000" not in str(found) and "sealed" in five.facts["contact"]


def test_service_messages_tell_of_deletion_and_gaps_are_ids_not_present(tmp_path: Path) -> None:
    service = {"id": 7, "type": "service", "date": "2025-03-07T13:15:22", "actor": "Rana Example",
               "actor_id": "user5", "action": "clear_history", "text": ""}  # fmt: skip
    found = reading(tmp_path, chat(message(1), message(4), service, {"id": 9, "type": "unsupported"}))
    assert [part.kind for part in found.parts] == ["message", "message", "service", "unsupported"]
    assert found.parts[2].facts["deletion"] == "clear_history"
    assert found.metadata["ids_not_present"].startswith("5 ")
    assert "1 service" in found.metadata["deletions"]
    assert found.parts[3].earliest == ""


def test_keys_nobody_knows_are_named_and_no_reason_to_fail(tmp_path: Path) -> None:
    found = reading(tmp_path, chat(message(1, brand_new={"deep": [1, 2]})))
    assert found.outcome == "read" and found.metadata["unknown_keys"] == "brand_new"


ACCOUNT = {
    "about": "Here is the data",
    "personal_information": {"user_id": 5, "first_name": "Rana", "phone_number": "+963 944 111 222"},
    "contacts": {"about": "x", "list": [{"first_name": "Zayd", "phone_number": "00963 944 333 444"}] * 3},
    "frequent_contacts": {"list": [{"name": "Huda Secret"}]},
    "sessions": {"list": [{"last_ip": "203.0.113.77", "last_country": "Nowhere"}, {"last_ip": "203.0.113.78"}]},
    "web_sessions": {"list": [{"last_ip": "203.0.113.79"}]},
    "chats": {"about": "y", "list": [
        {"name": "First", "type": "personal_chat", "id": 1, "messages": [message(1, "one")]},
        {"type": "saved_messages", "id": 2, "messages": [message(2, "two"), message(3, "three")]},
    ]},
    "left_chats": {"list": [{"name": "Left", "type": "public_channel", "id": 3, "messages": [message(9, "nine")]}]},
}  # fmt: skip


def test_an_account_s_contacts_numbers_and_log_ins_are_counted_and_sealed(tmp_path: Path) -> None:
    found = reading(tmp_path, ACCOUNT)
    assert found.outcome == "read"
    assert [body(found, part) for part in found.parts] == ["one", "two", "three", "nine"]
    assert [part.facts.get("chat_name", "") for part in found.parts] == ["First", "", "", "Left"]
    sealed = found.metadata["sealed_away"]
    assert "3 contacts" in sealed and "2 log-ins" in sealed and "personal information" in sealed
    everything = str(found)
    for secret in ("944 111", "944 333", "203.0.113", "Zayd", "Huda Secret"):
        assert secret not in everything


def test_a_cut_export_is_read_up_to_the_break_and_says_so(tmp_path: Path) -> None:
    raw = json.dumps(chat(*(message(n) for n in range(1, 9))), indent=1).encode()
    found = reading(tmp_path, raw[: int(len(raw) * 0.7)])
    assert found.outcome == "partly_read"
    assert 3 <= len(found.parts) < 8 and f"after {len(found.parts)} messages" in found.reason
    assert [part.label for part in found.parts] == [str(n + 1) for n in range(len(found.parts))]


@pytest.mark.parametrize(
    "raw", [b'{"messages": [', b'{"messages": 5}', b'{"messages": [[1]]}', b'{"chats": {"list": [}']
)
def test_what_is_no_export_ends_in_a_stated_outcome(tmp_path: Path, raw: bytes) -> None:
    found = reading(tmp_path, raw)
    assert found.outcome in ("refused", "partly_read", "read") and not found.parts
    assert found.outcome == "read" or found.reason


def test_a_large_export_comes_in_pages_of_bounded_size(tmp_path: Path) -> None:
    found = reading(tmp_path, chat(*(message(n, f"message {n}") for n in range(1, 7_001))))
    assert found.renditions == [] and found.parts == []
    pages = list(found.pages)
    assert [len(page.parts) for page in pages] == [1000] * 7
    first = pages[6].parts[0]
    assert pages[6].renditions[0].text[first.start : first.end] == "message 6001"


def test_text_that_looks_like_a_header_stays_in_its_message(tmp_path: Path) -> None:
    found = reading(
        tmp_path, chat(message(1, "[2] Somebody Else, 2025-03-07T10:15:22Z\nI did it"), message(2))
    )
    assert [part.sender for part in found.parts] == ["Rana Example"] * 2
    assert body(found, found.parts[0]).endswith("I did it")


HTML = """<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body>
<div class="page_wrap"><div class="page_header"><div class="content">
<div class="text bold">Sahel news</div></div></div>
<div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">7 March 2025</div></div>
<div class="message default clearfix joined" id="message4709"><div class="body">
 <div class="pull_right date details"
  title="07.03.2025 13:00:00 UTC+03:00">13:00</div><div class="text">no name</div></div></div>
<div class="message default clearfix" id="message4710"><div class="pull_left userpic_wrap"></div>
 <div class="body">
 <div class="pull_right date details"
  title="07.03.2025 13:15:22 UTC+03:00">13:15</div>
 <div class="from_name">Rana Example </div><div class="text">First line<br>second &amp; last</div></div></div>
<div class="message default clearfix joined" id="message4711"><div class="body">
 <div class="pull_right date details"
  title="07.03.2025 13:16:00 UTC+03:00">13:16</div>
 <div class="reply_to details">In reply to <a href="#go_to_message4710">this message</a></div>
 <div class="media_wrap clearfix"><a class="photo_wrap" href="photos/photo_1.jpg"></a></div>
 <div class="text">mine too</div></div></div>
<div class="message default clearfix" id="message4712"><div class="body">
 <div class="pull_right date details"
  title="07.03.2025 14:00:00 UTC+03:00">14:00</div>
 <div class="from_name">Nour Sample</div>
 <div class="forwarded body"><div class="from_name">Other channel <span class="date details"
 title="06.03.2025 20:00:00 UTC+03:00">06.03.2025</span></div><div class="text">passed on</div></div></div></div>
</div></div></div></body></html>"""  # fmt: skip


def test_html_carries_the_sender_forward_and_keeps_a_forward_s_own_date(tmp_path: Path) -> None:
    path = tmp_path / "messages.html"
    path.write_text(HTML, "utf-8")
    found = read(path, name="messages.html")
    assert found.reader == "telegram_page"
    parts = {part.label: part for part in found.parts}
    assert [parts[n].sender for n in ("4709", "4710", "4711", "4712")] == [
        "", "Rana Example", "Rana Example", "Nour Sample",
    ]  # fmt: skip
    assert body(found, parts["4710"]) == "First line\nsecond & last"
    assert (parts["4710"].earliest, parts["4710"].latest) == ("2025-03-07T09:15:22Z", "2025-03-07T11:15:22Z")
    assert parts["4711"].facts["files"] == "photos/photo_1.jpg"
    assert parts["4711"].facts["reply_to_message_id"] == "4710"
    assert parts["4712"].facts["forwarded_from"] == "Other channel"
    assert parts["4712"].facts["forwarded_date"] == "2025-03-06T16:00:00Z..2025-03-06T18:00:00Z"
    assert found.outcome == "partly_read" and "1 messages go on" in found.reason
