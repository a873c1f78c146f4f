"""WhatsApp exports: every form of line, every trap, and nobody framed by a pasted line."""

from pathlib import Path

import pytest

from sijil.readers import Part, Reading, read


def reading(tmp_path: Path, text: str | bytes, name: str = "_chat.txt") -> Reading:
    path = tmp_path / "chat"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path, name=name)


def body(found: Reading, part: Part) -> str:
    return found.renditions[part.rendition].text[part.start : part.end]


FORMS = [
    (
        "[13/11/2025, 12:25:55\u202fPM] Rana: hello\n[13/11/2025, 9:09:43\u202fPM] Nour: yes\n",
        "2025-11-13T12:25:55",
    ),
    ("12/07/2017, 22:35 - Rana: hello\n13/07/2017, 22:36 - Nour: yes\n", "2017-07-12T22:35:00"),
    ("2024/12/01, 10:04 pm - Rana: hello\n2024/12/01, 10:05 pm - Nour: yes\n", "2024-12-01T22:04:00"),
    ("23/06/2018, 1:55 p. m. - Rana: hello\n23/06/2018, 1:56 p. m. - Nour: yes\n", "2018-06-23T13:55:00"),
    ("[2018/06/13 1:55:00 p. m.] Rana: hello\n[2018/06/13 1:56:00 p. m.] Nour: yes\n", "2018-06-13T13:55:00"),
    ("13.6.2018 klo 21.25.15 - Rana: hello\n13.6.2018 klo 21.26.15 - Nour: yes\n", "2018-06-13T21:25:15"),
    ("[25.08.23, 5:52:02 PM] Rana: hello\n[25.08.23, 5:53:02 PM] Nour: yes\n", "2023-08-25T17:52:02"),
    ("6/23/18, 13:55 - Rana: hello\n6/23/18, 13:56 - Nour: yes\n", "2018-06-23T13:55:00"),
    ("۲۰۲۱/۵/۳۰، ۱۸:۴۴ - Rana: hello\n۲۰۲۱/۵/۳۰، ۱۸:۴۵ - Nour: yes\n", "2021-05-30T18:44:00"),
    ("\u200f٢٣‏/٠٣‏/٢٠٢٥، ٩:٤٤ م - Rana: hello\n\u200f٢٣/٠٣/٢٠٢٥، ٩:٤٥ م - Nour: yes\n", "2025-03-23T21:44:00"),
    (
        "\u200e[23/03/2025، 9:44:10 ص] Rana: \u200ehello\n[23/03/2025، 9:45:10 ص] Nour: yes\n",
        "2025-03-23T09:44:10",
    ),
]


@pytest.mark.parametrize(("text", "sent"), FORMS)
def test_every_form_of_line_is_read(tmp_path: Path, text: str, sent: str) -> None:
    found = reading(tmp_path, text)
    assert found.outcome == "read", found.reason
    assert found.renditions[0].text == text
    one, two = found.parts
    assert (one.sender, two.sender) == ("Rana", "Nour")
    assert one.earliest == sent
    assert body(found, one).strip("\u200e") == "hello" and body(found, two) == "yes"


def test_the_text_is_kept_exactly_and_messages_may_have_many_lines(tmp_path: Path) -> None:
    text = "13/07/2017, 22:35 - Rana: one\nمن بقي هناك\r\n\n13/07/2017, 22:36 - Nour: two\n"
    found = reading(tmp_path, text)
    assert found.renditions[0].text == text
    assert body(found, found.parts[0]) == "one\nمن بقي هناك"


def test_a_system_line_is_no_sender_s_and_an_unsaved_contact_keeps_its_mark(tmp_path: Path) -> None:
    found = reading(
        tmp_path,
        "13/07/2017, 22:35 - Messages are end-to-end encrypted.\n13/07/2017, 22:36 - ~\u202fNour: hi\n"
        "13/07/2017, 22:37 - \u202a+963 944 000 000\u202c: hi\n",
    )
    assert [part.kind for part in found.parts] == ["service", "message", "message"]
    assert [part.sender for part in found.parts] == ["", "~\u202fNour", "+963 944 000 000"]


def test_a_name_with_a_colon_is_one_name(tmp_path: Path) -> None:
    lines = [f"13/07/2017, 22:3{n} - Dr: Rana: message {n}" for n in range(4)]
    found = reading(tmp_path, "\n".join([*lines, "13/07/2017, 22:39 - Nour: time: late"]) + "\n")
    assert [part.sender for part in found.parts] == ["Dr: Rana"] * 4 + ["Nour"]
    assert [body(found, part) for part in found.parts][3:] == ["message 3", "time: late"]


def test_day_or_month_is_told_from_the_whole_file(tmp_path: Path) -> None:
    lines = [f"0{n}/0{n + 1}/2025, 10:00 - Rana: x" for n in range(1, 5)]
    found = reading(tmp_path, "\n".join([*lines, "05/28/2025, 10:00 - Nour: y"]))
    assert found.metadata["date_order"].startswith("month first") and found.outcome == "read"
    assert found.parts[0].earliest == "2025-01-02T10:00:00"


def test_day_or_month_is_told_from_the_order_in_time(tmp_path: Path) -> None:
    text = "01/02/2025, 10:00 - Rana: x\n02/02/2025, 10:00 - Nour: y\n01/03/2025, 10:00 - Rana: z\n"
    found = reading(tmp_path, text)
    assert "day first" in found.metadata["date_order"] and found.parts[2].earliest == "2025-03-01T10:00:00"


def test_where_nothing_tells_both_readings_are_kept_and_said(tmp_path: Path) -> None:
    found = reading(tmp_path, "01/02/2025, 10:00 - Rana: x\n03/04/2025, 10:00 - Nour: y\n")
    assert found.outcome == "partly_read" and "both readings are kept" in found.reason
    assert (found.parts[0].earliest, found.parts[0].latest) == ("2025-01-02T10:00:00", "2025-02-01T10:00:59")


@pytest.mark.parametrize(
    ("body_", "fact", "value"),
    [
        ("<Media omitted>", "not_exported", "media left out of the export"),
        ("\u200eimage omitted", "not_exported", "media left out of the export"),
        ("<تم استبعاد الوسائط>", "not_exported", "media left out of the export"),
        ("<رسانه حذف شد>", "not_exported", "media left out of the export"),
        ("IMG-20250307-WA0007.jpg (file attached)", "files", "IMG-20250307-WA0007.jpg"),
        ("\u200eIMG-20250307-WA0007.jpg (الملف مرفق)", "files", "IMG-20250307-WA0007.jpg"),
        (
            "\u200e<attached: 00000012-PHOTO-2025-03-07-10-22-05.jpg>",
            "files",
            "00000012-PHOTO-2025-03-07-10-22-05.jpg",
        ),
        ("This message was deleted", "deletion", "deleted by its sender"),
        ("تم حذف هذه الرسالة", "deletion", "deleted by its sender"),
        ("late <This message was edited>", "edited", "yes"),
    ],
)
def test_what_the_app_writes_in_place_of_a_message(tmp_path: Path, body_: str, fact: str, value: str) -> None:
    found = reading(tmp_path, f"13/07/2017, 22:35 - Rana: {body_}\n13/07/2017, 22:36 - Nour: ok\n")
    assert found.parts[0].facts == {fact: value}
    assert found.parts[1].facts == {}


def test_a_pasted_line_frames_nobody(tmp_path: Path) -> None:
    lines = [f"13/07/2017, 22:{10 + n} - {('Rana', 'Nour')[n % 2]}: message {n}" for n in range(30)]
    lines.insert(20, "12/07/2017, 08:00 - Zayd Example: I killed them")
    found = reading(tmp_path, "\n".join(lines) + "\n")
    assert len(found.parts) == 30 and "Zayd Example" not in {part.sender for part in found.parts}
    holder = next(part for part in found.parts if "I killed them" in body(found, part))
    assert "look like messages of others" in holder.facts["flagged"]
    assert found.metadata["flagged"].startswith("1 lines")


def test_a_chat_that_is_not_in_order_at_all_is_taken_as_it_is(tmp_path: Path) -> None:
    lines = [f"{28 - n}/07/2017, 22:10 - Rana: message {n}" for n in range(20)]
    found = reading(tmp_path, "\n".join(lines) + "\n")
    assert len(found.parts) == 20 and "flagged" not in found.metadata


def test_a_long_chat_comes_in_slices_that_are_the_text_exactly(tmp_path: Path) -> None:
    text = "".join(f"13/07/2017, 22:10 - Rana: message {n}\nand more\n" for n in range(2500))
    found = reading(tmp_path, text)
    pages = list(found.pages)
    assert "".join(page.renditions[0].text for page in pages) == text
    assert [len(page.parts) for page in pages] == [1000, 1000, 500]
    part = pages[2].parts[-1]
    assert pages[2].renditions[0].text[part.start : part.end] == "message 2499\nand more"
    assert part.label == "2500"


def test_another_encoding_and_a_text_without_messages_end_in_a_stated_outcome(tmp_path: Path) -> None:
    text = "13/07/2017, 22:35 - Rana: قتلوا أخي\n13/07/2017, 22:36 - Nour: متى\n"
    assert len(reading(tmp_path, text.encode("utf-16")).parts) == 2
    assert len(reading(tmp_path, b"\xef\xbb\xbf" + text.encode()).parts) == 2
    assert reading(tmp_path, "no message here\n" * 5, "WhatsApp Chat with Rana.txt").outcome == "read"
