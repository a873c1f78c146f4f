"""E-mail: headers as written, the body's text, attachments as members."""

from email.message import EmailMessage

import pytest

from sijil.readers import Limits
from sijil.readers.mail_header import decoded_header


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in {
        "From": "rana@x.example",
        "To": "omar@x.example",
        "Subject": "Report",
        **headers,
    }.items():
        made[name.replace("_", "-")] = value
    return made


def test_headers_are_metadata_and_the_plain_text_is_the_body(read):
    mail = message(
        Subject="تقرير عن القتلى في القرية الساحلية وما حولها من المزارع والبيوت",
        Date="Fri, 07 Mar 2025 10:00:00 +0200",
        Message_ID="<1@x.example>",
    )
    mail["Received"] = "from a by b; Fri, 7 Mar 2025 09:00:00 +0000"
    mail["Received"] = "from c by d; Fri, 7 Mar 2025 08:00:00 +0000"
    mail.set_content("Four people were killed.\n")
    reading = read("a.eml", mail.as_bytes())
    assert reading.outcome == "read"
    assert [(r.part, r.text) for r in reading.renditions] == [("body", "Four people were killed.\n")]
    assert reading.metadata["subject"] == "تقرير عن القتلى في القرية الساحلية وما حولها من المزارع والبيوت"
    assert reading.metadata["from"] == "rana@x.example"
    assert reading.metadata["date"] == "Fri, 07 Mar 2025 10:00:00 +0200"
    assert reading.metadata["message_id"] == "<1@x.example>"
    assert reading.metadata["received_1"].startswith("from a")
    assert reading.metadata["received_2"].startswith("from c")


def test_of_two_forms_of_a_text_the_plain_one_is_taken(read):
    mail = message()
    mail.set_content("Four people were killed.")
    mail.add_alternative("<p>Four people <b>were killed</b>.</p>", subtype="html")
    reading = read("a.eml", mail.as_bytes())
    assert reading.renditions[0].text.strip() == "Four people were killed."
    assert "plain one is shown" in reading.metadata["other_form"]


def test_the_html_is_taken_where_the_plain_text_says_little(read):
    mail = message()
    mail.set_content("Open in a browser.")
    mail.add_alternative("<p>" + "Four people were killed. " * 20 + "</p>", subtype="html")
    assert read("a.eml", mail.as_bytes()).renditions[0].text.startswith("Four people were killed.")


def test_attachments_become_members_with_their_recorded_names(read, spool):
    mail = message()
    mail.set_content("See the list.")
    mail.add_attachment(b"%PDF-1.4 x", maintype="application", subtype="pdf", filename="قائمة ../الأسماء.pdf")
    mail.add_attachment("name,age\n", subtype="csv", filename="list.csv")
    mail.add_attachment(b"x", maintype="application", subtype="octet-stream")
    reading = read("a.eml", mail.as_bytes(), spool=spool)
    assert reading.outcome == "read"
    assert [m.name for m in reading.members] == ["قائمة ../الأسماء.pdf", "list.csv", "attachment-3"]
    assert [m.path.read_bytes() for m in reading.members] == [b"%PDF-1.4 x", b"name,age\n", b"x"]
    assert all(m.path.parent.parent == spool for m in reading.members)
    assert reading.renditions[0].text.strip() == "See the list."


def test_without_a_folder_attachments_are_named_and_stay(read):
    mail = message()
    mail.set_content("See the list.")
    mail.add_attachment("name,age\n", subtype="csv", filename="list.csv")
    reading = read("a.eml", mail.as_bytes())
    assert reading.outcome == "partly_read"
    assert reading.reason == "the attached file list.csv was not taken: no folder for it was given"
    assert [(entry.name, entry.size) for entry in reading.not_taken] == [("list.csv", 9)]
    assert reading.metadata["not_taken"] == "list.csv: no folder for it was given"


@pytest.mark.parametrize("breaks", [b"\n", b"\r\n"])
def test_an_attached_message_is_taken_byte_for_byte(read, spool, breaks):
    inner = (
        b"From: a@x\nX-Long: " + b"word " * 60 + b"\nSubject: inner\n\nFrom the village:\nfour were killed\n"
    )
    outer = (
        b"From: a@x\nTo: b@x\nSubject: outer\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n"
        b"--B\nContent-Type: text/plain\n\nsee below\n--B\nContent-Type: message/rfc822\n\n"
        + inner
        + b"\n--B--\n"
    )
    reading = read("a.eml", outer.replace(b"\n", breaks), spool=spool)
    (member,) = reading.members
    assert member.path.read_bytes() == inner.replace(b"\n", breaks)
    assert (member.name, member.note) == ("message-1.eml", "")


def test_a_saved_page_in_one_file_is_read_as_a_page(read, spool):
    article = "<p>Twelve people were killed in the village on Friday, a witness said by telephone.</p>" * 3
    page = f"<html><head><title>Twelve killed</title></head><body><article>{article}</article></body></html>"
    mht = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://paper.example/twelve\nSubject: Twelve killed\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary=B\n\n'
        f"--B\nContent-Type: text/html\nContent-Location: https://paper.example/twelve\n\n{page}\n"
        "--B\nContent-Type: text/css\n\nbody {}\n--B\nContent-Type: image/png\n\nxx\n--B--\n"
    )
    reading = read("page.mhtml", mht.encode(), spool=spool)
    assert reading.media_type == "multipart/related"
    assert reading.metadata["url"] == "https://paper.example/twelve"
    assert reading.metadata["title"] == "Twelve killed"
    assert "Twelve people were killed" in reading.renditions[0].text
    assert [m.name for m in reading.members] == ["attachment-1"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("=?utf-8?B?2KrZgtix2YrYsQ==?=", "تقرير"),
        ("=?windows-1256?B?yt7R7dE=?=", "تقرير"),
        ("=?utf-8?Q?Caf=C3=A9?= today", "Café today"),
        ("=?no-such-charset?Q?abc?=", "abc"),
        ("=?utf-8?B?broken", "=?utf-8?B?broken"),
        ("folded\r\n\tline", "folded line"),
        ("plain", "plain"),
    ],
)
def test_headers_whatever_was_done_to_them(raw, said):
    assert decoded_header(raw) == said


def test_headers_in_raw_bytes_are_decoded(read):
    data = (
        b"From: a@x\nTo: b@x\nSubject: " + "تقرير عن القتلى".encode("cp1256") + b"\n\nbody of the message\n"
    )
    assert read("a.eml", data).metadata["subject"] == "تقرير عن القتلى"


def test_an_unknown_charset_does_not_cost_the_body(read):
    data = (
        b"From: a@x\nTo: b@x\nSubject: s\nContent-Type: text/plain; charset=no-such\n\n"
        + "قتل أربعة".encode()
    )
    assert read("a.eml", data).renditions[0].text == "قتل أربعة"


def test_three_thousand_parts_in_each_other_end_in_a_stated_outcome(read):
    deep = b"From: a@x\nTo: b@x\nSubject: s\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)
    )
    reading = read("a.eml", deep + b"\n\nhi")
    assert (reading.outcome, reading.reason) == (
        "refused",
        "its parts are nested deeper than can be followed",
    )


def test_parts_beyond_the_depth_limit_are_stated(read):
    deep = b"From: a@x\nTo: b@x\nSubject: s\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(12)
    )
    reading = read("a.eml", deep + b"\n\nhi", limits=Limits(mail_depth=10))
    assert "parts nested deeper than 10 are not read" in reading.reason


def test_a_mail_cut_short_says_so(read, spool):
    mail = message()
    mail.set_content("See the list.")
    mail.add_attachment(b"x" * 3000, maintype="application", subtype="pdf", filename="a.pdf")
    reading = read("a.eml", mail.as_bytes()[:-600], spool=spool)
    assert reading.outcome == "partly_read"
    assert "cut short" in reading.reason


def test_attachments_over_the_limit_are_named_and_the_body_is_read(read, spool):
    mail = message()
    mail.set_content("See the list.")
    mail.add_attachment(b"x" * 3000, maintype="application", subtype="pdf", filename="a.pdf")
    reading = read("a.eml", mail.as_bytes(), spool=spool, limits=Limits(spool=1000))
    assert reading.renditions[0].text.strip() == "See the list."
    assert (reading.outcome, reading.not_taken[0].name) == ("partly_read", "a.pdf")
